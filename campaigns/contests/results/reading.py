"""What a ranking is made of, read from the database in pieces."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max

from campaigns.contests.choices import RoundKind, Standing
from campaigns.contests.models import Attempt, Contest, FrozenTruth, Round
from campaigns.contests.rules import ContestRules
from campaigns.contests.successors import successors_on
from goodnews.units.models import Headcount
from goodnews.workflows.deadlines import VIET_NAM

from .ranking import ALL_ROUNDS, MARK, RankedAttempt
from .ranking_bytes import Inputs

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
CHUNK = 10_000
COLUMNS = (
    "pk",
    "entrant_id",
    "round__number",
    "entrant__unit_id",
    "entrant__league__code",
    "score",
    "is_full",
    "prediction",
    "started_at",
    "submitted_at",
    "entrant__standing",
)


def submitted_attempts(contest: Contest, round_: Round | None = None):
    """Return the submitted attempts of one round, or of all rounds that count."""
    attempts = Attempt.objects.ended().filter(round__contest=contest, round__kind=RoundKind.SCORED)
    return attempts if round_ is None else attempts.filter(round=round_)


def attempts_to_rank(contest: Contest, round_: Round | None, now: datetime):
    """Return the submitted attempts of one round, or of all rounds that are over at ``now``."""
    attempts = submitted_attempts(contest, round_)
    return attempts.filter(round__closes_at__lte=now) if round_ is None else attempts


def read_inputs(
    contest: Contest, rules: ContestRules, round_: Round | None, now: datetime
) -> Inputs:
    """Return everything that the table of ``round_``, or of all rounds, is a function of.

    Attempts that are not marked are left out: a table with such ones is provisional, unless
    their people are out.
    """
    closed = Round.objects.filter(contest=contest, kind=RoundKind.SCORED, closes_at__lte=now)
    attempts = attempts_to_rank(contest, round_, now)
    truths = FrozenTruth.objects.filter(round__contest=contest).order_by("round__number")
    number = ALL_ROUNDS if round_ is None else round_.number
    if round_ is not None:
        truths = truths.filter(round=round_)
    last = round_.closes_at if round_ else closed.aggregate(last=Max("closes_at"))["last"]
    day = day_of(last or now)
    successors = successors_on(day)
    read = tuple(_ranked(attempts.filter(score__isnull=False), successors))
    return Inputs(
        rules=rules,
        round=number,
        truths=tuple(truths.values_list("round__number", "number")),
        headcounts=_headcounts({each.unit for each in read}, day),
        attempts=read,
    )


def day_of(closing: datetime) -> date:
    """Return the last day that belongs to a round; its closing moment does not."""
    return (closing - MICROSECOND).astimezone(VIET_NAM).date()


def microseconds(moment: datetime) -> int:
    """Return the microseconds from 1970 to ``moment``."""
    return (moment - EPOCH) // MICROSECOND


def _headcounts(units: set[int], day: date) -> tuple[tuple[int, int], ...]:
    known = Headcount.objects.filter(unit__in=units - {0}).valid_on(day).order_by("unit_id")
    return tuple(known.values_list("unit_id", "youth_count"))


def _ranked(attempts, successors: dict[int, int]) -> Iterator[RankedAttempt]:
    rows = attempts.order_by("pk").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=CHUNK):
        pk, entrant, number, unit, league, score, full, guess, started, submitted, standing = row
        yield RankedAttempt(
            pk,
            entrant,
            number,
            successors.get(unit, unit) or 0,
            league or "",
            int(score * MARK),
            full,
            guess,
            microseconds(started),
            microseconds(submitted),
            standing == Standing.DISQUALIFIED,
        )
