"""Addresses of pages from their path in the tree: pure, and cheap enough for long lists."""

LANGUAGE_ROOTS = {"vi": "/", "en": "/en/"}


def address(url_path: str, language: str) -> str:
    """Return the address of a page from its ``url_path``.

    The site's root stands at the second level (``home.services.build_site``), so
    that the first part of the path is the home page's own slug.
    """
    return LANGUAGE_ROOTS[language] + "/".join(url_path.split("/")[2:])
