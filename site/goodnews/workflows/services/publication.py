"""Publishing what the site brings with it."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from goodnews.workflows.choices import ApprovalChannel
from goodnews.workflows.models import Approval


@transaction.atomic
def approve_and_publish(
    *, page: Page, user=None, now: datetime, channel: str = ApprovalChannel.SETUP
) -> Page:
    """Publish ``page`` as it is, for set-up and demo content; people use the workflow.

    Args:
        page: an instance of its own type, already in the tree; may hold
            changes that are not saved.
        now: becomes the moment of first publication unless the page has one.

    Returns:
        The page, read again.

    Raises:
        PublicationRefusedError: consent, source or credit is missing.
    """
    if page.first_published_at is None:
        page.first_published_at = now
    page.go_live_at = None
    revision = page.save_revision(user=user, log_action=False)
    Approval.objects.record(revision=revision, user=user, now=now, channel=channel)
    revision.publish(user=user, skip_permission_checks=True)
    type(page)._base_manager.filter(pk=page.pk).update(last_published_at=now)
    return type(page)._base_manager.get(pk=page.pk)
