"""Taking on, giving back and hurrying what waits."""

from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from goodnews.accounts.roles import Role
from goodnews.workflows.choices import Priority, WaitingState
from goodnews.workflows.errors import (
    ClaimedError,
    NotHeldError,
    PriorityRefusedError,
    ReviewerMismatchError,
    StepTakenError,
)
from goodnews.workflows.models import Claim, ReviewSettings, WaitingItem


@transaction.atomic
def claim_item(*, item: WaitingItem, user, now: datetime) -> Claim:
    """Let ``user`` take ``item`` on; asking twice changes nothing.

    Raises:
        StepTakenError: the page has left the stage.
        ReviewerMismatchError: the stage is not the business of ``user``.
        ClaimedError: somebody else has it.
    """
    stored = _lock_waiting(item)
    if not WaitingItem.objects.decidable_by(user).filter(pk=stored.pk).exists():
        raise ReviewerMismatchError
    claim = stored.claims.open().select_related("claimed_by").first()
    if claim is not None and claim.holds_at(now):
        if claim.claimed_by_id == user.pk:
            return claim
        raise ClaimedError(claim=claim)
    if claim is not None:
        _end(claim, at=claim.expires_at)
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                item=stored,
                claimed_by=user,
                claimed_at=now,
                expires_at=now + ReviewSettings.load().claim_lasts,
            )
    except IntegrityError as error:
        # SQLite has no row locks; the constraint decides who was first.
        raise ClaimedError from error
    _log(stored, "workflows.claim", user)
    return claim


@transaction.atomic
def release_claim(*, item: WaitingItem, user, now: datetime) -> None:
    """Give ``item`` back: its holder, or an approver in the place of somebody absent.

    Raises:
        StepTakenError: the page has left the stage.
        NotHeldError: nobody holds it, or somebody else does.
    """
    stored = _lock_waiting(item)
    claim = stored.claims.held_at(now).select_related("claimed_by").first()
    if claim is None or not (claim.claimed_by_id == user.pk or may_release_others(user)):
        raise NotHeldError
    _end(claim, at=now, by=user)


def may_release_others(user) -> bool:
    """Tell whether ``user`` may end what somebody else has claimed."""
    return user.is_superuser or Role.APPROVER in user.roles


def end_expired_claims(*, now: datetime) -> int:
    """Write down the end of claims that ran out; they lock nobody out since."""
    count = 0
    for pk in Claim.objects.expired_at(now).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            claims = Claim.objects.select_for_update(of=("self",)).expired_at(now)
            claim = claims.select_related("item__page", "claimed_by").filter(pk=pk).first()
            if claim is not None:
                _end(claim, at=claim.expires_at)
                count += 1
    return count


@transaction.atomic
def set_priority(*, item: WaitingItem, priority: Priority, user) -> None:
    """Say how urgent ``item`` is.

    Raises:
        PriorityRefusedError: ``user`` is neither editor nor approver.
        StepTakenError: the page has left the stage.
    """
    if not may_set_priority(user):
        raise PriorityRefusedError
    stored = _lock_waiting(item)
    if stored.priority == priority:
        return
    WaitingItem.objects.filter(pk=stored.pk).update(priority=priority)
    _log(stored, "workflows.priority", user, {"priority": int(priority)})


def may_set_priority(user) -> bool:
    """Tell whether ``user`` may say what is urgent."""
    return user.is_superuser or bool(user.roles & {Role.EDITOR, Role.APPROVER})


def return_item(*, item: WaitingItem, user, comment: str) -> None:
    """Send ``item`` back to its author with ``comment``, by the stage's own rules.

    Raises:
        StepTakenError: the page has left the stage.
        ReviewerMismatchError, ClaimedError: somebody else decides.
    """
    state = item.task_state.specific
    state.task.specific.on_action(state, user, "reject", comment=comment)


def _lock_waiting(item: WaitingItem) -> WaitingItem:
    items = WaitingItem.objects.select_for_update(of=("self",)).select_related("page")
    stored = items.filter(pk=item.pk, state=WaitingState.WAITING).first()
    if stored is None:
        raise StepTakenError
    return stored


def _end(claim: Claim, *, at: datetime, by=None) -> None:
    Claim.objects.filter(pk=claim.pk).update(released_at=at, released_by=by)
    holder = claim.claimed_by.display_name
    _log(claim.item, "workflows.release", by, {"holder": holder, "by_time": by is None})


def _log(item: WaitingItem, action: str, user, data: dict | None = None) -> None:
    stage = {"stage": item.task.name}
    log(instance=item.page.specific_deferred, action=action, user=user, data=stage | (data or {}))
