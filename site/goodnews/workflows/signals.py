"""Reactions to Wagtail's own signals."""

from django.db.models.signals import pre_save
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from . import notices
from .models import ModeratedPage

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
    workflow_rejected.connect(_on_rejected, dispatch_uid="workflows-rejected")
    workflow_approved.connect(_on_approved, dispatch_uid="workflows-approved")
    pre_save.connect(_guard_plain_page, sender=Page, dispatch_uid="workflows-gate")


def _stay_silent(**kwargs) -> None:
    """Do nothing in the place of Wagtail's notifier."""


def _on_task_submitted(instance, user=None, **kwargs) -> None:
    notices.tell_submitted(instance, user)


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
