"""What the editor's form says and shows once a story has been decided about."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from goodnews.workflows.models import WaitingItem

from .views import may_see_queue


def go_back_to_queue(request, page: Page) -> HttpResponse | None:
    """Say what became of ``page`` and lead to what waits next.

    Wagtail says "updated" and leads into the tree of pages, where unit
    reviewers may not go: they were told so in red after every decision.
    """
    action = request.POST.get("workflow-action-name")
    if not action or "action-workflow-action" not in request.POST:
        return None
    words = {"title": page.draft_title}
    if action == "reject":
        messages.success(request, _("“%(title)s” is back with its author.") % words)
    elif (
        waiting := WaitingItem.objects.waiting().filter(page=page.pk).select_related("task").first()
    ):
        words["stage"] = waiting.task.name
        messages.success(request, _("“%(title)s” is now at the stage “%(stage)s”.") % words)
    if request.POST.get("next") or not may_see_queue(request.user):
        return None
    return redirect("news_queue")
