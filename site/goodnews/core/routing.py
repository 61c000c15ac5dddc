"""The way from an address to a page, without reading again what every address passes."""

import copy

from django.http import Http404
from wagtail.models import Page

from .kept import kept


def child_on_the_way(page: Page, slug: str) -> Page:
    """Return the child of ``page`` that a longer address passes, without its own fields.

    Raises:
        Http404: there is no such child.
    """

    def find() -> Page:
        child = page.get_children().filter(slug=slug).first()
        if child is None:
            raise Http404
        return child.specific_deferred

    child = copy.copy(kept(("child", page.pk, slug), find))
    # Kept from treebeard's own query for the parent.
    child._cached_parent_obj = page
    return child
