"""Titles of drafts in Wagtail's page choosers, for those alone who may look at pages.

Whoever works in the admin may open the choosers, also without any right on pages, and Wagtail
shows every page in them. A title often says who a story is about.

Source: wagtail.admin.views.chooser, Wagtail 8.0.
"""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from goodnews.core.row_choices import is_row_id

# By one of them Wagtail opens the explorer, where drafts are named anyway.
EXPLORING = ("add", "change", "publish", "lock", "unlock", "bulk_delete")


def choosable(pages: QuerySet, user) -> QuerySet:
    """Return those of ``pages`` whose titles ``user`` may read."""
    policy = policy_registry.get_by_type(Page)
    return pages if policy.user_has_any_permission(user, EXPLORING) else pages.live()


@require_admin_access
def choose_below(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """Lead on to the chooser below a page that may be named."""
    get_object_or_404(choosable(Page.objects.all(), request.user), pk=parent_page_id)
    return BrowseView.as_view()(request, parent_page_id)


@require_admin_access
def take_chosen(request: HttpRequest) -> HttpResponse:
    """Lead on to what was chosen, as far as it may be named."""
    asked = request.GET.copy()
    possible = [pk for pk in asked.getlist("id") if is_row_id(pk)]
    pages = choosable(Page.objects.filter(pk__in=possible), request.user)
    asked.setlist("id", pages.values_list("pk", flat=True))
    request.GET = asked
    return ChosenMultipleView.as_view()(request)
