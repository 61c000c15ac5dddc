"""Addresses of many pages at once: pure, without a query or a URL resolver for each."""

from django.conf import settings


def language_root(language: str) -> str:
    """Return where the pages of ``language`` begin: "/" or "/en/"."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def in_language(path: str, *, language: str, other: str) -> str:
    """Return the address in ``other`` of what stands at ``path`` in ``language``."""
    return language_root(other) + path.removeprefix(language_root(language))


def page_address(url_path: str, language: str) -> str:
    """Return the address of a page from its path in the tree.

    Wagtail's ``get_url`` switches the language and asks the URL resolver for
    every single page. The site's root stands at the second level, so the first
    part of the path is the home page's own slug.

    Source: wagtail.models.Page.get_url_parts, Wagtail 8.0.
    """
    return language_root(language) + "/".join(url_path.split("/")[2:])


def absolute(path: str) -> str:
    """Return ``path`` with the site's own address before it, never the request's Host."""
    if path.startswith(("http://", "https://")):
        return path
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
