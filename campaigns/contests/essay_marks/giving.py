"""Giving a mark: an act in the chain; the last one that is needed makes the score."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from campaigns.contests.attempts.bank import mark_again
from campaigns.contests.attempts.essays import MARKERS, mean_mark, needs_third
from campaigns.contests.evidence.chain import locked_head, record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Attempt, EssayMark
from campaigns.contests.rules import RoundRules

from .errors import EssayDoneError, MarkedBeforeError, PointsError, RoundOpenError

USUAL_NOTE = "Chấm bài viết."


@transaction.atomic
def give_mark(
    *, attempt: Attempt, said: RoundRules, points: Decimal, note: str, user, now: datetime
) -> EssayMark:
    """Write down what ``user`` gives for the essay of ``attempt``.

    Once two marks are there that differ by no more than the rules allow, or three, the attempt
    has its score.

    Args:
        said: the published rules of the attempt's round.
        points: with at most two decimals.
        note: for the chain of evidence; may be empty.

    Raises:
        RoundOpenError: essays are still being written.
        PointsError: the essay is not worth as much.
        MarkedBeforeError, EssayDoneError: ``user`` cannot mark it, or nobody has to any more.
    """
    if now < attempt.round.closes_at or attempt.is_open:
        raise RoundOpenError
    if not 0 <= points <= said.essay_worth:
        raise PointsError
    locked_head(attempt.round.contest_id)
    before = _marks_before(attempt, said, user)
    mark = EssayMark.objects.create(
        attempt=attempt, number=len(before) + 1, points=points, made_by=user, made_at=now
    )
    record_act(
        contest=attempt.round.contest,
        kind=ActKind.MARKED,
        reason=note.strip() or USUAL_NOTE,
        user=user,
        now=now,
        round=attempt.round,
        details={"attempt": attempt.key.hex, "number": mark.number, "points": f"{points:.2f}"},
    )
    if mean_mark([*before, Fraction(points)], gap=said.essay_gap) is not None:
        mark_again([attempt], now=now)
    return mark


def _marks_before(attempt: Attempt, said: RoundRules, user) -> list[Fraction]:
    """Return what others gave; refuse ``user`` where another mark is not wanted."""
    given = list(EssayMark.objects.filter(attempt=attempt).order_by("number"))
    if any(each.made_by_id == user.pk for each in given):
        raise MarkedBeforeError
    before = [Fraction(each.points) for each in given]
    if len(given) >= MARKERS and not needs_third(before, gap=said.essay_gap):
        raise EssayDoneError
    return before
