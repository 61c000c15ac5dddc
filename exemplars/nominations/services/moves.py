"""Steps of nominations: each is a decision that is kept, logged, and never changed."""

from datetime import datetime

from wagtail.log_actions import log

from exemplars.nominations.choices import NominationState
from exemplars.nominations.errors import OwnNominationError, ReasonNeededError, WrongStageError
from exemplars.nominations.models import Decision, Nomination, SelectionRound

MOVED = "nominations.move"


def lock_round(round_: SelectionRound) -> SelectionRound:
    """Return the round as it stands, kept from others until the transaction ends."""
    return SelectionRound.objects.select_for_update().get(pk=round_.pk)


def lock_nomination(nomination: Nomination) -> Nomination:
    """Return the nomination and its round as they stand, kept from others.

    The round first, always: whoever moves a round locks its nominations after it.
    """
    round_ = lock_round(nomination.round)
    locked = Nomination.objects.select_for_update().get(pk=nomination.pk)
    locked.round = round_
    return locked


def refuse_own(nomination: Nomination, user) -> None:
    """Let nobody decide on what they nominated.

    Raises:
        OwnNominationError: ``user`` is the nominator.
    """
    if nomination.nominator_id == user.pk:
        raise OwnNominationError


def refuse_unless(thing, states) -> None:
    """Let only a round or nomination in one of ``states`` pass.

    Raises:
        WrongStageError: it stands elsewhere.
    """
    if thing.state not in states:
        raise WrongStageError


def needed_reason(reason: str) -> str:
    """Return the reason without the space around it.

    Raises:
        ReasonNeededError: there is none.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonNeededError
    return reason


def move(
    nomination: Nomination, to_state: NominationState, *, user, now: datetime, reason: str = ""
) -> Decision:
    """Write one step of a locked nomination, and the log of it."""
    decision = Decision.objects.create(
        nomination=nomination,
        from_state=nomination.state,
        to_state=to_state,
        reason=reason,
        decided_by=user,
        decided_at=now,
    )
    nomination.state = to_state
    nomination.save()
    log(
        instance=nomination,
        action=MOVED,
        user=user,
        timestamp=now,
        data={"from": decision.from_state, "to": str(to_state), "reason": reason},
    )
    return decision
