"""Who is told what, when a page moves through the workflow.

Wagtail's own notifier knows its own kinds of task only, names no reviewer's
comment on approval and leaves earlier reviewers out of a return.
"""

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from goodnews.accounts.roles import Role
from goodnews.core.addresses import absolute

from .addresses import author_address, public_address, reviewer_address
from .mails import Notice, send_after_commit
from .models import ApprovalTask, AuthorReply, PublicationFailure, ReviewTask
from .passes import approval_path

SUBMITTED = "submitted_notifications"
APPROVED = "approved_notifications"
REJECTED = "rejected_notifications"


def tell_submitted(task_state: TaskState, user) -> None:
    """Tell the people who may decide the stage that just began."""
    task = task_state.task.specific
    page = _page_of(task_state.workflow_state)
    if page is None or not isinstance(task, ReviewTask):
        return
    latest = page.latest_revision
    author = _name(latest.user if latest else user)

    def word(reader) -> Notice:
        is_last = isinstance(task, ApprovalTask)
        hint = (_("The link is yours alone, for this version, and is good for three days."),)
        return Notice(
            subject=_("Waiting for you: %(title)s") % {"title": page.draft_title},
            paragraphs=(
                _("“%(title)s” is waiting for you at the stage “%(stage)s”.")
                % {"title": page.draft_title, "stage": task.name},
                _("Last changed by %(name)s.") % {"name": author},
                *(hint if is_last else ()),
            ),
            link_label=_("Read and decide") if is_last else _("Open the story"),
            link=(
                absolute(approval_path(task_state, page=page, user=reader))
                if is_last
                else reviewer_address(page)
            ),
        )

    send_after_commit(reachable(_next_reviewers(task, page), SUBMITTED, but=user), word)


def tell_returned(workflow_state: WorkflowState, user) -> None:
    """Tell the author and everybody who passed the page on what should be changed."""
    page = _page_of(workflow_state)
    if page is None:
        return
    state = workflow_state.current_task_state
    authors = _authors(workflow_state, page)

    def word(reader) -> Notice:
        is_author = reader.pk in authors
        return Notice(
            subject=_("Changes needed: %(title)s") % {"title": page.draft_title},
            paragraphs=(
                _("%(name)s returned “%(title)s” at the stage “%(stage)s”.")
                % {"name": _name(user), "title": page.draft_title, "stage": state.task.name},
                _("Correct it and send it again.")
                if is_author
                else _("You passed it on before; the author has been told."),
            ),
            comment=state.comment,
            link_label=_("Correct and send again") if is_author else _("Open the story"),
            link=author_address(page, reader) if is_author else reviewer_address(page),
        )

    people = authors | _earlier_reviewers(workflow_state)
    send_after_commit(reachable(people, REJECTED, but=user), word)


def tell_replied(reply: AuthorReply, *, page: Page) -> None:
    """Tell whoever returned the page what its author answers."""
    returned = reply.task_state

    def word(_reader) -> Notice:
        return Notice(
            subject=_("Reply from the author: %(title)s") % {"title": page.draft_title},
            paragraphs=(
                _("%(name)s replied to the return of “%(title)s” at the stage “%(stage)s”.")
                % {
                    "name": _name(reply.author),
                    "title": page.draft_title,
                    "stage": returned.task.name,
                },
            ),
            comment=reply.text,
            comment_label=_("In the author's own words:"),
            link_label=_("Open the story"),
            link=reviewer_address(page),
        )

    people = reachable({returned.finished_by_id} - {None}, SUBMITTED, but=reply.author)
    send_after_commit(people, word)


def tell_approved(workflow_state: WorkflowState, user) -> None:
    """Tell the author of the last word: published, or planned for a later moment."""
    page = _page_of(workflow_state)
    if page is None:
        return
    state = workflow_state.current_task_state
    people = reachable(_authors(workflow_state, page), APPROVED, but=user)
    if page.live and not state.revision.approved_go_live_at:
        _send_published(page, people, comment=state.comment)
        return
    planned = state.revision.approved_go_live_at

    def word(reader) -> Notice:
        if planned:
            moment = date_format(timezone.localtime(planned), "H:i d/m/Y")
            sentence = _("“%(title)s” has been approved and will be published at %(moment)s.") % {
                "title": page.draft_title,
                "moment": moment,
            }
        else:
            sentence = _(
                "“%(title)s” has been approved. It waits in the reserve for the day that the "
                "editors give it."
            ) % {"title": page.draft_title}
        return Notice(
            subject=_("Approved: %(title)s") % {"title": page.draft_title},
            paragraphs=(sentence,),
            comment=state.comment,
            link_label=_("See where it stands"),
            link=author_address(page, reader),
        )

    send_after_commit(people, word)


def tell_published(revision: Revision) -> None:
    """Tell the author that the planned moment has come."""
    page = _fresh_page(revision.object_id)
    if page is None or not page.live:
        return
    _send_published(page, reachable(_writers(page), APPROVED), comment="")


def tell_publication_failed(failure: PublicationFailure) -> None:
    """Tell editors and approvers, once, that the schedule could not publish a page."""
    page = _fresh_page(failure.revision.object_id)
    if page is None:
        return

    def word(_reader) -> Notice:
        return Notice(
            subject=_("Not published as planned: %(title)s") % {"title": page.draft_title},
            paragraphs=(
                _("“%(title)s” was due, but could not be published.") % {"title": page.draft_title},
                failure.reason,
                _("The next run will try again."),
            ),
            link_label=_("Open the story"),
            link=reviewer_address(page),
        )

    send_after_commit(editors_to_tell(), word)


def tell_taken_down(page: Page) -> None:
    """Tell editors and the author that a page went because of a consent; no name is written."""
    page = _fresh_page(page.pk)
    if page is None:
        return

    def word(_reader) -> Notice:
        return Notice(
            subject=_("Taken down: a consent was withdrawn"),
            paragraphs=(
                _("A story was taken down because somebody in it withdrew the consent."),
                _(
                    "Take the person out of title, text, captions and pictures. Then it can be "
                    "approved and published again."
                ),
            ),
            link_label=_("Open the story"),
            link=reviewer_address(page),
        )

    people = {reader.pk: reader for reader in (*editors_to_tell(), *authors_to_tell(page))}
    send_after_commit(list(people.values()), word)


def editors_to_tell() -> list:
    """Return the editors and approvers who can and want to get mail."""
    names = [Role.EDITOR.group_name, Role.APPROVER.group_name]
    people = get_user_model().objects.filter(groups__name__in=names)
    return reachable(set(people.values_list("pk", flat=True)), SUBMITTED)


def people_to_tell(pks: set[int]) -> list:
    """Return those of the people ``pks`` who can and want to get mail of what was decided."""
    return reachable(pks, APPROVED)


def authors_to_tell(page: Page, *, but=None) -> list:
    """Return who wrote or sent ``page``, and can and wants to get mail of what stands in its way."""
    return reachable(_writers(page), REJECTED, but=but)


def _send_published(page: Page, people, *, comment: str) -> None:
    def word(_reader) -> Notice:
        return Notice(
            subject=_("Published: %(title)s") % {"title": page.title},
            paragraphs=(
                _("“%(title)s” is now on the site. Thank you for the good news!")
                % {"title": page.title},
            ),
            comment=comment,
            link_label=_("Read it"),
            link=public_address(page),
        )

    send_after_commit(people, word)


def _page_of(workflow_state: WorkflowState) -> Page | None:
    return _fresh_page(workflow_state.object_id) if _is_about_page(workflow_state) else None


def _is_about_page(workflow_state: WorkflowState) -> bool:
    model = workflow_state.base_content_type.model_class()
    return model is not None and issubclass(model, Page)


def _fresh_page(pk) -> Page | None:
    page = Page.objects.filter(pk=pk).first()
    return page.specific if page else None


def _next_reviewers(task: ReviewTask, page: Page) -> set[int]:
    """Return who should act: editors before the approvers who may stand in for them."""
    last_editor = page.latest_revision.user_id if page.latest_revision else None
    others = task.reviewers(page).exclude(pk=last_editor)
    first_group = task.groups.order_by("pk").first()
    own = others.filter(groups=first_group) if first_group else others
    return set((own if own.exists() else others).values_list("pk", flat=True))


def _authors(workflow_state: WorkflowState, page: Page) -> set[int]:
    return {page.owner_id, workflow_state.requested_by_id} - {None}


def _writers(page: Page) -> set[int]:
    state = page.workflow_states.order_by("-created_at", "-pk").first()
    return _authors(state, page) if state else {page.owner_id} - {None}


def _earlier_reviewers(workflow_state: WorkflowState) -> set[int]:
    passed = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED)
    return set(passed.values_list("finished_by", flat=True)) - {None}


def reachable(people: set[int], wish: str, *, but=None) -> list:
    """Return those of ``people``, by key, who can and want to get mail of the kind ``wish``."""
    users = get_user_model().objects.filter(pk__in=people, is_active=True).exclude(email="")
    if but is not None:
        users = users.exclude(pk=but.pk)
    return [user for user in users.order_by("pk") if getattr(UserProfile.get_for_user(user), wish)]


def _name(user) -> str:
    return user.display_name if user else _("somebody")
