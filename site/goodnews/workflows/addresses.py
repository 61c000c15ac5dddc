"""Where the people of a story find it: rooms above may name a better address."""

from collections.abc import Callable, Collection

from django.urls import reverse
from wagtail.models import Page

from goodnews.core.addresses import absolute

# Paths by the keys of page and author.
Paths = dict[tuple[int, int], str]
AuthorAddresses = Callable[[Collection[int]], Paths]
_author_addresses: list[AuthorAddresses] = []


def register_author_addresses(find: AuthorAddresses) -> None:
    """Let ``find(page_pks)`` name the paths where authors without the admin see their pages."""
    if find not in _author_addresses:
        _author_addresses.append(find)


def author_paths(page_pks: Collection[int]) -> Paths:
    """Return where authors follow their own pages; the first room that knows a place names it."""
    paths: Paths = {}
    for find in reversed(_author_addresses):
        paths |= find(page_pks)
    return paths


def reviewer_address(page: Page) -> str:
    """Return where a reviewer decides about ``page``."""
    return absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def author_address(page: Page, user) -> str:
    """Return where ``user`` follows their own ``page``."""
    path = author_paths([page.pk]).get((page.pk, user.pk))
    if path:
        return absolute(path)
    if user.has_perm("wagtailadmin.access_admin"):
        return reviewer_address(page)
    return absolute("/")


def public_address(page: Page) -> str:
    """Return the public address of ``page``."""
    return absolute(page.get_url() or "/")
