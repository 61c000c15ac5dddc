"""Saying in the admin, beforehand, what the gate would refuse."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from .faults import as_links
from .middleware import way_back
from .models import Approval, AuthorReply, ModeratedPage, ReviewTask
from .models.tasks import is_last_editor

CANCEL = "action-cancel-workflow"


def is_held_back(page: Page) -> bool:
    """Tell whether the latest revision of ``page`` needs an approval that it does not have."""
    specific = page.specific
    if not isinstance(specific, ModeratedPage):
        return False
    latest = page.revisions.order_by("-created_at", "-pk").values_list("pk", flat=True).first()
    return not Approval.objects.covers(revision_id=latest, page_id=page.pk)


def explain_publication(request, page: Page) -> HttpResponse | None:
    """Send whoever publishes past the workflow back to the editor, the draft being saved."""
    if not is_held_back(page):
        return None
    messages.error(
        request,
        _(
            "“%(title)s” is saved as a draft. It is published by the last approval: "
            "submit it to the workflow."
        )
        % {"title": page.title},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def save_new_page_as_draft(request, page_class: type) -> None:
    """Turn "publish" into "save" for a page that does not exist yet.

    Wagtail would put the new page into the tree live, the gate would refuse
    that, and what was typed would be lost.

    Source: wagtail.admin.views.pages.create.CreateView.publish_action, Wagtail 8.0.
    """
    if not issubclass(page_class, ModeratedPage) or "action-publish" not in request.POST:
        return
    posted = request.POST.copy()
    del posted["action-publish"]
    request.POST = posted
    messages.warning(
        request,
        _(
            "A page is published by its last approval, so “Publish” only saves a draft. "
            "Submit it to the workflow."
        ),
    )


def explain_bulk_publication(request, action_type: str, objects) -> HttpResponse | None:
    """Refuse a bulk publication as a whole, naming what is not approved."""
    if action_type != "publish":
        return None
    held = [page for page in objects if isinstance(page, Page) and is_held_back(page)]
    if not held:
        return None
    titles = ", ".join(f"“{page.draft_title}”" for page in held[:5])
    messages.error(
        request,
        _("Nothing was published. Not approved in their latest version: %(titles)s")
        % {"titles": titles},
    )
    return redirect(way_back(request))


def show_faults(request, page: Page) -> None:
    """Tell reviewers, when they open a page, what would keep it from being published."""
    if request.method != "GET" or not isinstance(page, ModeratedPage):
        return
    if not page.workflow_in_progress:
        return
    faults = list(as_links(page.approval_faults()))
    if faults:
        messages.warning(
            request,
            format_html(
                "{} {}", _("Before it can be published:"), format_html_join(" ", "{}", zip(faults))
            ),
        )


def show_replies(request, page: Page) -> None:
    """Tell reviewers, when they open a page, what its author answered to the last return."""
    if request.method != "GET" or not isinstance(page, ModeratedPage):
        return
    state = page.current_workflow_state
    if state is None:
        return
    replies = AuthorReply.objects.filter(task_state__workflow_state=state).select_related("author")
    for reply in replies.order_by("written_at", "pk"):
        words = {
            "name": reply.author.display_name,
            "moment": date_format(timezone.localtime(reply.written_at), "H:i d/m/Y"),
            "text": reply.text,
        }
        # Shown as text: the template of messages escapes what is no markup of ours.
        messages.info(request, _("%(name)s replied at %(moment)s: %(text)s") % words)


def may_cancel(page: Page, user) -> bool:
    """Tell whether ``user`` may end the review of ``page`` without a word.

    Wagtail lets every reviewer do so; the author would read that they
    themselves withdrew it, and never why. Reviewers return it instead.

    Source: wagtail.models.WorkflowState.user_can_cancel, Wagtail 8.0.
    """
    if user.is_superuser or user == page.owner:
        return True
    state = page.current_workflow_state
    return state is not None and state.requested_by == user


def refuse_cancelling(request, page: Page) -> HttpResponse | None:
    """Send whoever stops somebody else's review back to the editor."""
    if CANCEL not in request.POST or not isinstance(page, ModeratedPage):
        return None
    if may_cancel(page, request.user):
        return None
    messages.error(request, _("Return the page with your reasons, so that its author knows them."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def leave_out_cancelling(menu_items: list, request, page: Page | None) -> None:
    """Offer the end of a review only to those who may end it."""
    if page is None or page.pk is None or may_cancel(page, request.user):
        return
    menu_items[:] = [item for item in menu_items if item.name != CANCEL]


def show_own_edit(request, page: Page) -> None:
    """Tell whoever changed a page last what they can do at its stage, and why no more."""
    if request.method != "GET" or not isinstance(page, ModeratedPage):
        return
    task = page.current_workflow_task
    if not isinstance(task, ReviewTask) or not is_last_editor(page, request.user):
        return
    offered = {name for name, _label, _modal in task.get_actions(page, request.user)}
    if not offered:
        return
    if offered == {"reject"}:
        words = _("You changed this page last, so somebody else decides at the stage “%(stage)s”.")
    else:
        words = _(
            "You changed this page last, and nobody else can decide at the stage “%(stage)s”. "
            "Pass it on: the stage counts as skipped, and the next one checks your changes too."
        )
    messages.info(request, words % {"stage": task.name})
