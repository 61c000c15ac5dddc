"""Extra time: more minutes for one attempt or for one entrant, as a recorded act with a reason."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Attempt, ContestAct, Entrant
from campaigns.contests.reading import published_rules
from campaigns.contests.told_errors import ToldError

MOST_MINUTES = 240
MINUTE = timedelta(minutes=1)


class ExtraTimeError(ToldError):
    """No minutes can be given; ``message`` is for the organiser.

    Attributes:
        field: of the form that it belongs to.
    """

    field = "minutes"
    message = _("No time can be given here.")


class AttemptEndedError(ExtraTimeError):
    """The attempt is submitted, by its entrant or by itself."""

    field = "scope"
    message = _("This attempt is submitted already. Time is never given afterwards.")


class RoundEndsError(ExtraTimeError):
    """So many minutes would go beyond the closing of the round."""


class TooManyMinutesError(ExtraTimeError):
    """All that was given to an entrant would be more than a few hours."""

    def __init__(self):
        message = gettext("Together that would be more than %(most)d minutes for each attempt.")
        super().__init__(message % {"most": MOST_MINUTES})


@transaction.atomic
def give_attempt_time(
    *, attempt: Attempt, minutes: int, reason: str, user, now: datetime
) -> ContestAct:
    """Move the deadline of one open attempt; no attempt goes on after its round has closed.

    Args:
        now: the database's moment.

    Raises:
        ExtraTimeError: the attempt has ended, or the round closes before.
    """
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("round__contest", "entrant")
        .get(pk=attempt.pk)
    )
    contest = attempt.round.contest
    if not _takes_answers(attempt, now):
        raise AttemptEndedError
    before, closing = attempt.deadline, _closing(attempt)
    if before + minutes * MINUTE > closing:
        raise RoundEndsError(_too_long(closing - before))
    moved = _move(attempt, minutes, closing)
    return record_act(
        contest=contest,
        kind=ActKind.EXTRA_TIME,
        reason=reason,
        user=user,
        now=now,
        round=attempt.round,
        entrant=attempt.entrant,
        details={"minutes": minutes, "attempts": [moved]},
    )


@transaction.atomic
def give_entrant_time(
    *, entrant: Entrant, minutes: int, reason: str, user, now: datetime
) -> ContestAct:
    """Give more minutes for every attempt that is open or begins from now on.

    Where a round closes before, an attempt ends with it, as any other does.

    Raises:
        TooManyMinutesError: all that was given would be more than ``MOST_MINUTES``.
    """
    entrant = (
        Entrant.objects.select_for_update(of=("self",)).select_related("contest").get(pk=entrant.pk)
    )
    if entrant.extra_minutes + minutes > MOST_MINUTES:
        raise TooManyMinutesError
    entrant.extra_minutes += minutes
    entrant.save(update_fields=["extra_minutes"])
    attempts = Attempt.objects.select_for_update(of=("self",)).filter(entrant=entrant)
    attempts = attempts.takes_answers_at(now).select_related("round__contest").order_by("pk")
    moved = [_move(attempt, minutes, _closing(attempt)) for attempt in attempts]
    return record_act(
        contest=entrant.contest,
        kind=ActKind.EXTRA_TIME,
        reason=reason,
        user=user,
        now=now,
        entrant=entrant,
        details={"minutes": minutes, "from_now_on": True, "attempts": moved},
    )


def _takes_answers(attempt: Attempt, now: datetime) -> bool:
    return attempt.is_open and now <= attempt.deadline and now < attempt.closes_at


def _closing(attempt: Attempt) -> datetime:
    """Return when the round closes: the organisers may have put it off since the start."""
    _version, rules = published_rules(attempt.round.contest)
    return max(attempt.closes_at, rules.round(attempt.round.number).closes_at)


def _move(attempt: Attempt, minutes: int, closing: datetime) -> dict:
    """Write the new deadline of an attempt that is held; return what the act says of it."""
    before = attempt.deadline
    attempt.deadline = min(before + minutes * MINUTE, closing)
    attempt.closes_at = closing
    attempt.save(update_fields=["deadline", "closes_at"])
    return {
        "round": attempt.round.number,
        "number": attempt.number,
        "before": before.isoformat(),
        "after": attempt.deadline.isoformat(),
    }


def _too_long(left: timedelta) -> str:
    most = max(left // MINUTE, 0)
    if not most:
        return gettext("The round closes then. Put its closing off first, in the rules.")
    message = gettext(
        "The round closes before: at most %(most)d minutes. Or put its closing off first."
    )
    return message % {"most": most}
