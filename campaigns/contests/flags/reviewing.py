"""Judging a sign: two different people, each with a reason, both acts in the chain."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.contests.choices import Standing
from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Entrant, Flag, FlagReview
from campaigns.contests.results.standings import disqualify
from campaigns.contests.told_errors import ToldError

from .choices import Verdict

LONGEST_REASON = 600
MOST_AT_ONCE = 100


class ReviewError(ToldError):
    """A review is not taken; ``message`` is for who gave it."""


class DecidedError(ReviewError):
    """Two people have said the same already."""

    message = _("Two people have decided on this sign already.")


class SamePersonError(ReviewError):
    """The second review must come from somebody else."""

    message = _("You have said already what you think of this sign. Another person has to look.")


class NoReasonError(ReviewError):
    """A review without a reason."""

    message = _("Say why.")


def review_flag(*, flag: Flag, verdict: Verdict, reason: str, user, now: datetime) -> Flag:
    """Write down what ``user`` says of a sign; the second who says the same decides it.

    Where two people differ, a third one decides. “Disqualify” puts the entrant out; the row in
    the tables stays and says so.

    Raises:
        ReviewError: no reason, decided already, or ``user`` has said something before.
    """
    reason = reason.strip()
    if not reason:
        raise NoReasonError
    try:
        return _review(flag.pk, verdict, reason, user, now)
    except IntegrityError as error:
        # The same person twice in one moment: the database has taken the first.
        raise SamePersonError from error


@transaction.atomic
def _review(pk: int, verdict: Verdict, reason: str, user, now: datetime) -> Flag:
    flag = Flag.objects.select_for_update(of=("self",)).select_related("round__contest").get(pk=pk)
    # Whoever puts somebody out holds the person before the chain: here in the same order.
    entrant = Entrant.objects.select_for_update(of=("self",)).get(pk=flag.entrant_id)
    if flag.outcome:
        raise DecidedError
    if flag.reviews.filter(reviewer=user).exists():
        raise SamePersonError
    other = flag.reviews.filter(verdict=verdict).order_by("pk").first()
    FlagReview.objects.create(flag=flag, reviewer=user, verdict=verdict, reason=reason, made_at=now)
    record_act(
        contest=flag.round.contest,
        kind=ActKind.REVIEWED,
        reason=reason,
        user=user,
        now=now,
        round=flag.round,
        entrant=entrant,
        details={
            "sign": str(flag.kind),
            "verdict": str(verdict),
            "outcome": str(verdict) if other else "",
        },
    )
    if other:
        flag.outcome, flag.first_reviewer, flag.second_reviewer = verdict, other.reviewer, user
        flag.save(update_fields=["outcome", "first_reviewer", "second_reviewer"])
        if verdict == Verdict.DISQUALIFY and entrant.standing == Standing.IN:
            both = f"{other.reason} · {reason}"[:LONGEST_REASON]
            disqualify(entrant=entrant, reason=both, user=user, now=now)
    return flag


def clear_group(*, flag: Flag, reason: str, user, now: datetime) -> int:
    """Say “no fault” of up to 100 signs of the group that ``user`` has said nothing of yet.

    Each is an act of its own. Returns how many there were.

    Raises:
        NoReasonError
    """
    waiting = Flag.objects.waiting().filter(round=flag.round_id, kind=flag.kind, group=flag.group)
    waiting = waiting.exclude(reviews__reviewer=user).order_by("pk")
    own = list(waiting[:MOST_AT_ONCE]) if flag.group else []
    for each in own:
        review_flag(flag=each, verdict=Verdict.NO_FAULT, reason=reason, user=user, now=now)
    return len(own)
