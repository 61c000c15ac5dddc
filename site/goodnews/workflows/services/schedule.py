"""Publishing what is due."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

from goodnews.consents.services import hold_consents
from goodnews.workflows.errors import PublicationRefusedError
from goodnews.workflows.locks import sole_publisher
from goodnews.workflows.models import PublicationFailure
from goodnews.workflows.notices import tell_publication_failed, tell_published

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublicationRun:
    """What one run did; ``is_busy`` when another one was already at it."""

    published_count: int = 0
    expired_count: int = 0
    failed_count: int = 0
    is_busy: bool = False


def publish_due(*, now: datetime, patience: float = 0) -> PublicationRun:
    """Publish what is planned for ``now`` or earlier, and take off what has expired.

    Each item has its own transaction: one that the gate refuses stops no
    other. Two runs at the same moment publish nothing twice.

    Args:
        patience: seconds to wait for a run that is at it already, so as to go
            on with its work if it dies.

    Source: wagtail.management.commands.publish_scheduled, Wagtail 8.0, which
    publishes twice when run twice and stops at the first refusal.
    """
    with sole_publisher(patience=patience) as is_ours:
        if not is_ours:
            return PublicationRun(is_busy=True)
        expired = sum(_take_off(model, pk, now) for model, pk in _expired_at(now))
        outcomes = [_publish(pk, now) for pk in due_revisions(now)]
        return PublicationRun(
            published_count=outcomes.count(True),
            expired_count=expired,
            failed_count=outcomes.count(False),
        )


def due_revisions(now: datetime) -> list[int]:
    """Return the keys of the revisions planned for ``now`` or earlier, oldest first."""
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    return list(due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True))


def _expired_at(now: datetime) -> list[tuple[type, int]]:
    models = [Page]
    models += [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [
        (model, pk)
        for model in models
        for pk in model.objects.filter(live=True, expire_at__lt=now)
        .order_by("expire_at", "pk")
        .values_list("pk", flat=True)
    ]


def _take_off(model: type, pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            due = model.objects.select_for_update(of=("self",)).filter(
                pk=pk, live=True, expire_at__lt=now
            )
            found = due.first()
            if found is None:
                return False
            specific = found.specific if isinstance(found, Page) else found
            specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception:
        logger.exception("Could not take off", extra={"event": "expiry_failed", "pk": pk})
        return False
    return True


def _publish(pk: int, now: datetime) -> bool | None:
    """Publish one revision; None if somebody else has done so."""
    try:
        with transaction.atomic():
            revision = _hold(pk, now)
            if revision is None:
                return None
            revision.publish(log_action="wagtail.publish.scheduled")
            PublicationFailure.objects.filter(revision=revision).delete()
            tell_published(revision)
    except PublicationRefusedError as refusal:
        logger.warning("Publication refused", extra={"event": "publication_refused", "pk": pk})
        _record_failure(pk, now, " ".join(refusal.messages))
        return False
    except Exception as error:
        logger.exception("Publication failed", extra={"event": "publication_failed", "pk": pk})
        _record_failure(pk, now, f"{type(error).__name__}: {error}")
        return False
    return True


def _hold(pk: int, now: datetime) -> Revision | None:
    """Lock a revision that is due, its page before it: in the order of whoever takes a page down."""
    hold_consents()
    due = Revision.objects.filter(pk=pk, approved_go_live_at__lte=now)
    revision = due.first()
    if revision is not None and revision.base_content_type.model_class() is Page:
        Page.objects.select_for_update(of=("self",)).filter(pk=revision.object_id).first()
    return due.select_for_update().first() if revision is not None else None


def _record_failure(pk: int, now: datetime, reason: str) -> None:
    try:
        with transaction.atomic():
            revision = Revision.objects.get(pk=pk)
            failure, is_new = PublicationFailure.objects.update_or_create(
                revision=revision,
                defaults={"reason": reason, "last_failed_at": now},
                create_defaults={
                    "reason": reason,
                    "first_failed_at": now,
                    "last_failed_at": now,
                },
            )
            if is_new:
                log(
                    instance=revision.content_object,
                    action="workflows.publication_failed",
                    data={"reason": reason},
                    revision=revision,
                )
                tell_publication_failed(failure)
    except Exception:
        logger.exception("Failure not recorded", extra={"event": "publication_failed", "pk": pk})
