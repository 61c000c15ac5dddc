"""The search of the admin for those who may not look at the pages of the site."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.auth import require_admin_access, user_has_any_page_permission
from wagtail.admin.search import SearchArea
from wagtail.admin.viewsets.pages import page_viewset_registry

from .views import may_see_queue

explore = page_viewset_registry.as_view("index", is_base_page=True)


class QueueSearchArea(SearchArea):
    """The queue, where unit reviewers search in the menu."""

    def is_shown(self, request):
        return may_see_queue(request.user)


@require_admin_access
def explore_or_search_queue(request):
    """Show the pages of the site; take a search of whoever may not see them to the queue.

    The start page offers it to everybody, and refused them.

    Source: wagtail.admin.urls, Wagtail 8.0.
    """
    user, words = request.user, request.GET.get("q")
    if words is None or user_has_any_page_permission(user) or not may_see_queue(user):
        return explore(request)
    return redirect(f"{reverse('news_queue')}?{urlencode({'q': words})}")
