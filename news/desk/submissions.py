"""What authors see of their own stories: state, who holds it, what was said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision, TaskState, WorkflowState

from goodnews.core.days import local_day
from goodnews.workflows.choices import WaitingState
from goodnews.workflows.models import Claim, ReviewTask, UnitReviewTask
from news.planning.models import ReservedStory
from news.planning.querysets import latest_withdrawals

from .choices import EDITABLE_STATES, SubmissionState
from .models import DeskDraft

PILLS = {
    SubmissionState.DRAFT: "",
    SubmissionState.IN_REVIEW: "pill--brand",
    SubmissionState.RETURNED: "pill--coral",
    SubmissionState.PLANNED: "pill--violet",
    SubmissionState.RESERVED: "pill--violet",
    SubmissionState.LIVE: "pill--green",
    SubmissionState.WITHDRAWN: "",
    SubmissionState.TAKEN_DOWN: "",
    SubmissionState.UNUSED: "",
}


@dataclass(frozen=True)
class Submission:
    """A draft or a story on its way (bài gửi), ready to be shown.

    Attributes:
        holder: who decides about it now.
        stage: the stage at which it is or from which it was returned.
        claimant: who has taken it on and is working on it.
        words: the reviewer's words that the author has to act on, or why it is not used.
        planned_at: when it will be published.
    """

    draft: DeskDraft
    state: SubmissionState
    holder: str = ""
    stage: str = ""
    claimant: str = ""
    words: str = ""
    planned_at: datetime | None = None

    @property
    def title(self) -> str:
        page = self.draft.page
        if page is not None and self.state not in EDITABLE_STATES:
            return page.draft_title
        return str(self.draft)

    @property
    def pill(self) -> str:
        """The class of the state's pill; the word stands in it."""
        return PILLS[self.state]

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_STATES

    @property
    def is_withdrawable(self) -> bool:
        return self.state in (SubmissionState.IN_REVIEW, SubmissionState.RETURNED)

    @property
    def public_url(self) -> str:
        """The public address once there is one."""
        return (self.draft.page.get_url() or "") if self.state == SubmissionState.LIVE else ""

    @property
    def code(self) -> str:
        """A short number to name the submission by on the telephone: TT-2611-0042."""
        sent_at = self.draft.sent_at
        if sent_at is None:
            return ""
        return f"TT-{local_day(sent_at):%y%m}-{self.draft.pk:04}"


@dataclass(frozen=True)
class Event:
    """One step in the life of a submission (mốc)."""

    at: datetime | None
    label: str
    person: str = ""
    words: str = ""
    kind: str = "done"


def state_of(draft: DeskDraft) -> SubmissionState:
    """Return where ``draft`` stands."""
    return submissions_of([draft])[0].state


def submissions_of(drafts: Iterable[DeskDraft]) -> list[Submission]:
    """Return ``drafts`` with their states, in a constant number of queries."""
    drafts = list(drafts)
    page_ids = [str(draft.page_id) for draft in drafts if draft.page_id]
    states = _latest_workflow_states(page_ids)
    planned = _planned_moments(page_ids)
    waiting = ReservedStory.objects.ready().filter(page__in=page_ids)
    reserved = set(waiting.values_list("page_id", flat=True)) if page_ids else set()
    tasks = _tasks_of(states.values())
    claimants = _claimants(page_ids)
    withdrawals = latest_withdrawals(page_ids)
    holders: dict[tuple, str] = {}
    submissions = []
    for draft in drafts:
        key = str(draft.page_id)
        submissions.append(
            _submission(
                draft,
                states.get(key),
                planned.get(key),
                tasks=tasks,
                holders=holders,
                reserved=reserved,
                claimants=claimants,
                withdrawals=withdrawals,
            )
        )
    return submissions


def _latest_workflow_states(page_ids: list[str]) -> dict[str, WorkflowState]:
    if not page_ids:
        return {}
    found = (
        WorkflowState.objects.filter(
            object_id__in=page_ids,
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
        )
        .select_related("current_task_state__task", "current_task_state__finished_by")
        .order_by("created_at", "pk")
    )
    return {state.object_id: state for state in found}


def _planned_moments(page_ids: list[str]) -> dict[str, datetime]:
    if not page_ids:
        return {}
    planned = Revision.objects.filter(
        object_id__in=page_ids,
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        approved_go_live_at__isnull=False,
    )
    return dict(planned.values_list("object_id", "approved_go_live_at"))


def _tasks_of(states: Iterable[WorkflowState]) -> dict[int, ReviewTask]:
    tasks = {
        state.current_task_state.task_id: state.current_task_state.task
        for state in states
        if state.current_task_state and state.status == WorkflowState.STATUS_IN_PROGRESS
    }
    return {pk: task.specific for pk, task in tasks.items()}


def _claimants(page_ids: list[str]) -> dict[int, str]:
    """Return who has claimed which page, by name."""
    if not page_ids:
        return {}
    claims = Claim.objects.held_at(timezone.now()).filter(
        item__page__in=page_ids, item__state=WaitingState.WAITING
    )
    return {
        claim.item.page_id: claim.claimed_by.display_name
        for claim in claims.select_related("item", "claimed_by")
    }


def _submission(
    draft, workflow_state, planned_at, *, tasks, holders, reserved, claimants, withdrawals
) -> Submission:
    if draft.page_id is None:
        gone = draft.sent_at is not None
        return Submission(draft, SubmissionState.TAKEN_DOWN if gone else SubmissionState.DRAFT)
    status = workflow_state.status if workflow_state else None
    task_state = workflow_state.current_task_state if workflow_state else None
    stage = task_state.task.name if task_state else ""
    if draft.page.live:
        return Submission(draft, SubmissionState.LIVE)
    if status == WorkflowState.STATUS_IN_PROGRESS and task_state:
        task = tasks[task_state.task_id]
        key = (task.pk, draft.unit_id if isinstance(task, UnitReviewTask) else None)
        if key not in holders:
            holders[key] = _holder(task, draft)
        return Submission(
            draft,
            SubmissionState.IN_REVIEW,
            holder=holders[key],
            stage=stage,
            claimant=claimants.get(draft.page_id, ""),
        )
    if status == WorkflowState.STATUS_NEEDS_CHANGES and task_state:
        return Submission(
            draft,
            SubmissionState.RETURNED,
            holder=_("you"),
            stage=stage,
            words=task_state.comment,
        )
    if planned_at:
        return Submission(draft, SubmissionState.PLANNED, planned_at=planned_at)
    if status == WorkflowState.STATUS_APPROVED:
        return _approved(draft, draft.page_id in reserved, withdrawals.get(draft.page_id))
    return Submission(draft, SubmissionState.WITHDRAWN, holder=_("you"))


def _approved(draft: DeskDraft, waits: bool, withdrawal: PageLogEntry | None) -> Submission:
    """Return where an approved story without a moment stands that is not public."""
    if waits:
        return Submission(draft, SubmissionState.RESERVED)
    if withdrawal is not None and draft.page.first_published_at is None:
        words = withdrawal.data.get("reason", "")
        return Submission(draft, SubmissionState.UNUSED, words=words)
    return Submission(draft, SubmissionState.TAKEN_DOWN)


def _holder(task, draft: DeskDraft) -> str:
    """Return the names of the unit's reviewers, or the group that has the story."""
    if isinstance(task, UnitReviewTask):
        names = [
            user.display_name for user in task.reviewers(draft.page.specific).order_by("pk")[:3]
        ]
        if names:
            return ", ".join(names)
    group = task.groups.order_by("pk").first() if isinstance(task, ReviewTask) else None
    return group.name if group else task.name


def timeline_of(submission: Submission) -> list[Event]:
    """Return what happened to a submission, the oldest first, and what it waits for."""
    draft = submission.draft
    events = []
    if draft.sent_at is None:
        return [Event(draft.saved_at, _("Draft saved"), kind="now")]
    for number, (workflow_state, task_states) in enumerate(_history(draft)):
        label = _("Sent again") if number else _("Sent")
        events.append(Event(workflow_state.created_at, label))
        events += _events_of(task_states)
        if workflow_state.status == WorkflowState.STATUS_CANCELLED and not draft.page.live:
            events.append(Event(_ended_at(workflow_state, draft), _("Withdrawn")))
    if submission.state == SubmissionState.LIVE:
        events.append(Event(draft.page.last_published_at, _("Published"), kind="good"))
    elif submission.state == SubmissionState.PLANNED:
        events.append(Event(submission.planned_at, _("Will be published"), kind="now"))
    elif submission.state == SubmissionState.RESERVED:
        events.append(Event(None, _("Waits in the reserve for its day"), kind="now"))
    elif submission.state == SubmissionState.TAKEN_DOWN:
        events.append(Event(None, _("Taken down"), kind="bad"))
    elif submission.state == SubmissionState.UNUSED:
        events.append(Event(None, _("Taken out of the reserve"), kind="bad"))
    return events


def _ended_at(workflow_state: WorkflowState, draft: DeskDraft) -> datetime | None:
    """Return when a round of the workflow was stopped; its steps do not tell of a returned story."""
    stops = PageLogEntry.objects.filter(
        page=draft.page_id,
        action="wagtail.workflow.cancel",
        timestamp__gte=workflow_state.created_at,
    )
    return stops.order_by("timestamp").values_list("timestamp", flat=True).first()


def _history(draft: DeskDraft):
    if draft.page_id is None:
        return []
    states = list(draft.page.workflow_states.order_by("created_at", "pk"))
    steps = defaultdict(list)
    found = (
        TaskState.objects.filter(workflow_state__in=states)
        .exclude(status=TaskState.STATUS_CANCELLED)
        .select_related("task", "finished_by")
        .prefetch_related("author_replies")
        .order_by("started_at", "pk")
    )
    for step in found:
        steps[step.workflow_state_id].append(step)
    return [(state, steps[state.pk]) for state in states]


def _events_of(steps: list[TaskState]) -> list[Event]:
    """Return what happened in one round of the workflow."""
    events, was_returned = [], False
    for step in steps:
        if was_returned:
            events.append(Event(step.started_at, _("Sent again")))
        events.append(_event_of(step))
        events += [
            Event(reply.written_at, _("Your reply"), words=reply.text)
            for reply in step.author_replies.all()
        ]
        was_returned = step.status == TaskState.STATUS_REJECTED
    return events


def _event_of(step: TaskState) -> Event:
    person = step.finished_by.display_name if step.finished_by else ""
    name = step.task.name
    if step.status == TaskState.STATUS_APPROVED:
        return Event(
            step.finished_at, _("%(stage)s: passed on") % {"stage": name}, person, step.comment
        )
    if step.status == TaskState.STATUS_REJECTED:
        label = _("%(stage)s: returned") % {"stage": name}
        return Event(step.finished_at, label, person, step.comment, kind="bad")
    if step.status == TaskState.STATUS_SKIPPED:
        return Event(step.finished_at, name, words=step.comment, kind="skipped")
    return Event(step.started_at, _("%(stage)s: waiting") % {"stage": name}, kind="now")
