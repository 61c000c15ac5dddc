"""Coming to a stage and leaving it, as Wagtail's workflow reports it."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page, TaskState, WorkflowState

from goodnews.workflows.choices import Priority, ReviewPace, WaitingState
from goodnews.workflows.deadlines import due_at
from goodnews.workflows.models import Claim, ReviewSettings, ReviewTask, WaitingItem


@transaction.atomic
def enter_stage(*, task_state: TaskState, page: Page, now: datetime) -> WaitingItem:
    """Record that ``page`` waits at the stage of ``task_state`` since ``now``.

    The priority goes with the page from stage to stage; the time to decide
    begins anew.
    """
    settings = ReviewSettings.load()
    earlier = WaitingItem.objects.filter(task_state__workflow_state=task_state.workflow_state_id)
    priority = earlier.order_by("-pk").values_list("priority", flat=True).first()
    leave_stages(page_pk=page.pk, now=now)
    pace = getattr(page, "review_pace", ReviewPace.QUICK)
    return WaitingItem.objects.create(
        task_state_id=task_state.pk,
        task_id=task_state.task_id,
        page_id=page.pk,
        unit_id=getattr(page, "unit_id", None),
        priority=Priority.NORMAL if priority is None else priority,
        entered_at=now,
        due_at=due_at(entered_at=now, work=settings.time_to_decide(pace), office=settings.office),
    )


@transaction.atomic
def leave_stages(*, page_pk: int, now: datetime, state: WaitingState = WaitingState.LEFT) -> None:
    """End what ``page_pk`` waits for, and the claim on it."""
    items = WaitingItem.objects.open().filter(page=page_pk)
    Claim.objects.open().filter(item__in=items).update(released_at=now)
    items.update(state=state, left_at=now)


def enter_waiting_pages() -> int:
    """Record the pages that waited before this site kept record of it; may be run again."""
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        waiting_item=None,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
    ).select_related("workflow_state")
    count = 0
    for state in states.order_by("pk"):
        page = Page.objects.filter(pk=state.workflow_state.object_id).first()
        if page is not None and isinstance(state.task.specific, ReviewTask):
            enter_stage(task_state=state, page=page.specific, now=state.started_at)
            count += 1
    return count
