"""What the office and the panel decide about single nominations, always with reasons."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exemplars.nominations import notices
from exemplars.nominations.choices import (
    TAKING_STATES,
    UNDECIDED_STATES,
    NominationState,
    RoundState,
)
from exemplars.nominations.errors import ListFullError
from exemplars.nominations.models import Nomination

from .moves import lock_nomination, move, needed_reason, refuse_own, refuse_unless

LONG_LIST_FULL = _("The long list is full. Leave another nomination out first.")
SHORT_LIST_FULL = _("The short list is full. Leave another nomination out first.")


@transaction.atomic
def return_nomination(*, nomination: Nomination, reason: str, user, now: datetime) -> Nomination:
    """Send a nomination back to its nominator, who may correct it until the scoring begins.

    Raises:
        NominationError: of another stage, without a reason, or the own nomination.
    """
    held = _held(nomination, user, states={NominationState.SENT}, rounds=TAKING_STATES)
    return _decide(held, NominationState.RETURNED, reason=reason, user=user, now=now)


@transaction.atomic
def put_on_long_list(*, nomination: Nomination, reason: str, user, now: datetime) -> Nomination:
    """Put a nomination before the panel.

    Raises:
        ListFullError: the long list has no place left.
        NominationError: of another stage, without a reason, or the own nomination.
    """
    held = _held(
        nomination,
        user,
        states={NominationState.SENT, NominationState.NOT_CHOSEN},
        rounds={RoundState.LONG_LIST},
    )
    listed = held.round.nominations.filter(state=NominationState.LONG_LISTED)
    if listed.count() >= held.round.long_list_size:
        raise ListFullError(LONG_LIST_FULL)
    return _decide(held, NominationState.LONG_LISTED, reason=reason, user=user, now=now)


@transaction.atomic
def leave_out(*, nomination: Nomination, reason: str, user, now: datetime) -> Nomination:
    """Leave a nomination out: of the long list before the scoring, of the short list after it.

    Raises:
        NominationError: of another stage, without a reason, or the own nomination.
    """
    held = lock_nomination(nomination)
    refuse_own(held, user)
    refuse_unless(held.round, {RoundState.LONG_LIST, RoundState.SHORT_LIST})
    is_before = held.round.state == RoundState.LONG_LIST
    sifted = {NominationState.SENT, NominationState.LONG_LISTED}
    refuse_unless(held, sifted if is_before else UNDECIDED_STATES)
    return _decide(held, NominationState.NOT_CHOSEN, reason=reason, user=user, now=now)


@transaction.atomic
def put_on_short_list(*, nomination: Nomination, reason: str, user, now: datetime) -> Nomination:
    """Put a nomination on the short list, after the scoring.

    Raises:
        ListFullError: the short list has no place left.
        NominationError: of another stage, without a reason, or the own nomination.
    """
    held = _held(
        nomination,
        user,
        states={NominationState.LONG_LISTED},
        rounds={RoundState.SHORT_LIST},
    )
    kept = {NominationState.SHORT_LISTED, NominationState.HONOURED}
    listed = held.round.nominations.filter(state__in=kept)
    if listed.count() >= held.round.short_list_size:
        raise ListFullError(SHORT_LIST_FULL)
    return _decide(held, NominationState.SHORT_LISTED, reason=reason, user=user, now=now)


@transaction.atomic
def honour(
    *,
    nomination: Nomination,
    reason: str,
    honour_title: str = "",
    honour_level: str = "",
    decision_number: str = "",
    user,
    now: datetime,
) -> Nomination:
    """Honour somebody of the short list, with the award if one is given.

    Raises:
        NominationError: of another stage, without a reason, or the own nomination.
    """
    held = _held(
        nomination,
        user,
        states={NominationState.SHORT_LISTED},
        rounds={RoundState.SHORT_LIST},
    )
    held.honour_title = honour_title
    held.honour_level = honour_level
    held.decision_number = decision_number
    return _decide(held, NominationState.HONOURED, reason=reason, user=user, now=now)


def _held(nomination: Nomination, user, *, states, rounds) -> Nomination:
    held = lock_nomination(nomination)
    refuse_own(held, user)
    refuse_unless(held.round, rounds)
    refuse_unless(held, states)
    return held


def _decide(held: Nomination, state: NominationState, *, reason: str, user, now) -> Nomination:
    move(held, state, user=user, now=now, reason=needed_reason(reason))
    notices.tell_decided(held, reason=reason.strip(), by=user)
    return held
