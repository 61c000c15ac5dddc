"""The way from an address to a page, without reading again what every address passes."""

import copy
from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404
from wagtail.models import Page

from .kept import kept


@dataclass(frozen=True)
class RoutedPart:
    """What a page shows at an address below its own, such as the stories of a day.

    Attributes:
        path: the address below that of the page.
        languages: those in which there is something to show.
    """

    path: str
    languages: Collection[str]


def kept_child(page: Page, slug: str, *, is_passed: bool) -> Page:
    """Return the child of ``page`` that many addresses pass, as of the last publication.

    Args:
        is_passed: the address goes on below it, so its own fields are not read.

    Raises:
        Http404: there is no such child.
    """

    def find() -> Page:
        child = page.get_children().filter(slug=slug).first()
        if child is None:
            raise Http404
        return child.specific_deferred if is_passed else child.specific

    # A copy: what a request learns of its page must not outlive it.
    child = copy.copy(kept(("child", page.pk, slug, is_passed), find))
    # Kept from treebeard's own query for the parent.
    child._cached_parent_obj = page
    return child
