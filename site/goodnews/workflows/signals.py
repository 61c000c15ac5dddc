"""Reactions to Wagtail's own signals."""

from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_approved,
    task_cancelled,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from . import notices
from .choices import WaitingState
from .models import ModeratedPage, ReviewTask, WaitingItem
from .services import enter_stage, leave_stages

# Wagtail connects its notifiers under these names when its admin loads, which is
# later. A name taken is not connected again, so nobody gets two mails.
# Source: wagtail.admin.signal_handlers.register_signal_handlers, Wagtail 8.0.
WAGTAILS_PLACES = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def connect() -> None:
    """Connect; called once, when the app is ready."""
    for signal, sender, uid in WAGTAILS_PLACES:
        signal.connect(_stay_silent, sender=sender, dispatch_uid=uid)
    # Any class of task state, own ones too: Wagtail's notifier knows TaskState alone.
    task_submitted.connect(_on_task_submitted, dispatch_uid="workflows-submitted")
    task_approved.connect(_on_task_ended, dispatch_uid="workflows-stage-approved")
    task_cancelled.connect(_on_task_ended, dispatch_uid="workflows-stage-cancelled")
    task_rejected.connect(_on_task_rejected, dispatch_uid="workflows-stage-rejected")
    workflow_cancelled.connect(_on_cancelled, dispatch_uid="workflows-cancelled")
    workflow_rejected.connect(_on_rejected, dispatch_uid="workflows-rejected")
    workflow_approved.connect(_on_approved, dispatch_uid="workflows-approved")
    pre_save.connect(_guard_plain_page, sender=Page, dispatch_uid="workflows-gate")


def _stay_silent(**kwargs) -> None:
    """Do nothing in the place of Wagtail's notifier."""


def _on_task_submitted(instance, user=None, **kwargs) -> None:
    page = instance.workflow_state.content_object
    if isinstance(page, Page) and isinstance(instance.task.specific, ReviewTask):
        enter_stage(task_state=instance, page=page.specific, now=instance.started_at)
    notices.tell_submitted(instance, user)


def _on_task_ended(instance, **kwargs) -> None:
    _leave(instance, WaitingState.LEFT)


def _on_task_rejected(instance, **kwargs) -> None:
    _leave(instance, WaitingState.RETURNED)


def _leave(task_state, state: WaitingState) -> None:
    """End the wait at this very stage; the next one may have begun already."""
    item = WaitingItem.objects.open().filter(task_state=task_state.pk).first()
    if item is not None:
        now = task_state.finished_at or timezone.now()
        leave_stages(page_pk=item.page_id, now=now, state=state)


def _on_cancelled(instance, **kwargs) -> None:
    """Forget a return that nobody will answer."""
    item = WaitingItem.objects.open().filter(task_state__workflow_state=instance.pk).first()
    if item is not None:
        leave_stages(page_pk=item.page_id, now=timezone.now())


def _on_rejected(instance, user=None, **kwargs) -> None:
    notices.tell_returned(instance, user)


def _on_approved(instance, user=None, **kwargs) -> None:
    notices.tell_approved(instance, user)


def _guard_plain_page(instance, raw=False, update_fields=None, **kwargs) -> None:
    """Hold the gate for a moderated page that is saved as a plain ``Page``."""
    if raw or instance.pk is None or not instance.live:
        return
    model = instance.specific_class
    if model is not None and issubclass(model, ModeratedPage):
        specific = model._base_manager.get(pk=instance.pk)
        specific.live = instance.live
        specific.live_revision_id = instance.live_revision_id
        specific.pass_gate(update_fields)
