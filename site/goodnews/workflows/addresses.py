"""Where the people of a story find it: rooms above may name a better address."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

AuthorAddress = Callable[[Page, object], str | None]
_author_addresses: list[AuthorAddress] = []


def register_author_address(find: AuthorAddress) -> None:
    """Let ``find(page, user)`` name the path where authors without the admin see their page."""
    if find not in _author_addresses:
        _author_addresses.append(find)


def absolute(path: str) -> str:
    """Return ``path`` with the site's own address before it, never the request's Host."""
    if path.startswith(("http://", "https://")):
        return path
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def reviewer_address(page: Page) -> str:
    """Return where a reviewer decides about ``page``."""
    return absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def author_address(page: Page, user) -> str:
    """Return where ``user`` follows their own ``page``."""
    for find in _author_addresses:
        path = find(page, user)
        if path:
            return absolute(path)
    if user.has_perm("wagtailadmin.access_admin"):
        return reviewer_address(page)
    return absolute("/")


def public_address(page: Page) -> str:
    """Return the public address of ``page``."""
    return absolute(page.get_url() or "/")
