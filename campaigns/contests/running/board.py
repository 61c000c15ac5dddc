"""What the organisers see of a running contest: seven queries, whatever its size.

Rates and refusals come from the counts of minutes (:mod:`.counting`), which may lack a few
seconds; totals come from the rows themselves and lack nothing. For organisers alone: while a
prediction runs, nobody who plays may learn how many there are.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Sum

from campaigns.contests.choices import AttemptState
from campaigns.contests.models import Attempt, Contest, Entrant, HelpQuestion, MinuteCount
from campaigns.contests.rush.keeping import people_waiting

from .counting import REFUSED, REGISTERED, SAVED, STARTED, STEP, SUBMITTED, minute_of
from .labels import refusal_label, step_label
from .lost_codes import waiting_lost_codes

MINUTES = 60
STRETCH = 5
DAY = timedelta(days=1)
KEPT_FOR = timedelta(days=2)
MOST_UNITS = 20


@dataclass(frozen=True)
class Rate:
    """How often something happened in each of the last 60 minutes, the oldest first."""

    kind: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.values)

    @property
    def now(self) -> int:
        """In the last whole minute: the present one is not over."""
        return self.values[-2]


@dataclass(frozen=True)
class Stretch:
    """Five minutes of the table beside the bars."""

    begins_at: datetime
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Refusal:
    """What was refused how often."""

    label: str
    last_hour: int
    last_day: int


@dataclass(frozen=True)
class StepTime:
    """How long a page took in the last hour, in thousandths of a second."""

    label: str
    count: int
    mean_ms: int
    slowest_ms: int


@dataclass(frozen=True)
class RoundTotals:
    """The attempts of a round by where they stand, from the rows."""

    title: str
    open: int = 0
    submitted: int = 0
    expired: int = 0

    @property
    def all(self) -> int:
        return self.open + self.submitted + self.expired


@dataclass(frozen=True)
class Board:
    """Everything that the live board shows at ``made_at``."""

    made_at: datetime
    rates: tuple[Rate, ...]
    stretches: tuple[Stretch, ...]
    refusals: tuple[Refusal, ...]
    steps: tuple[StepTime, ...]
    rounds: tuple[RoundTotals, ...]
    entrants: int
    units: tuple[tuple[str, int], ...]
    questions_waiting: int
    in_line: int | None

    @property
    def slowest(self) -> StepTime | None:
        """The page that is slowest on average."""
        return max(self.steps, key=lambda each: each.mean_ms, default=None)


def read_board(contest: Contest, *, now: datetime) -> Board:
    """Return the board of ``contest``.

    Args:
        now: the database's moment.
    """
    first = minute_of(now) - timedelta(minutes=MINUTES - 1)
    counts = list(
        MinuteCount.objects.filter(contest=contest, minute__gte=first).values_list(
            "minute", "kind", "count", "total_ms", "slowest_ms"
        )
    )
    rates = tuple(_rate(kind, counts, first) for kind in (STARTED, SAVED, SUBMITTED, REGISTERED))
    people = Entrant.objects.filter(contest=contest)
    return Board(
        made_at=now,
        rates=rates,
        stretches=tuple(_stretches(rates, first)),
        refusals=tuple(_refusals(contest, counts, now)),
        steps=tuple(_steps(counts)),
        rounds=tuple(_rounds(contest)),
        entrants=people.count(),
        units=tuple(
            people.filter(unit__isnull=False)
            .values_list("unit__name")
            .annotate(number=Count("pk"))
            .order_by("-number", "unit__name")[:MOST_UNITS]
        ),
        questions_waiting=_waiting(contest),
        in_line=people_waiting(),
    )


def _waiting(contest: Contest) -> int:
    """Return how many questions and lost codes wait: one query."""
    questions = HelpQuestion.objects.waiting().filter(contest=contest)
    lost = waiting_lost_codes(contest).order_by().values_list("pk")
    return questions.order_by().values_list("pk").union(lost, all=True).count()


def forget_counts(now: datetime) -> int:
    """Delete the counts that are older than two days; return how many."""
    deleted, _by_model = MinuteCount.objects.filter(minute__lt=now - KEPT_FOR).delete()
    return deleted


def _rate(kind: str, counts: Iterable[tuple], first: datetime) -> Rate:
    values = [0] * MINUTES
    for minute, own, number, _total, _slowest in counts:
        place = (minute - first) // timedelta(minutes=1)
        if own == kind and place < MINUTES:
            values[place] += number
    return Rate(kind, tuple(values))


def _stretches(rates: tuple[Rate, ...], first: datetime) -> Iterable[Stretch]:
    """Yield the five minutes of the table, the newest first."""
    for start in range(MINUTES - STRETCH, -1, -STRETCH):
        numbers = tuple(sum(rate.values[start : start + STRETCH]) for rate in rates)
        yield Stretch(first + timedelta(minutes=start), numbers)


def _refusals(contest: Contest, counts: Iterable[tuple], now: datetime) -> list[Refusal]:
    """Return what was refused within a day, the most frequent of the last hour first."""
    hour: Counter[str] = Counter()
    for _minute, kind, number, _total, _slowest in counts:
        hour[kind] += number
    day = MinuteCount.objects.filter(
        contest=contest, kind__startswith=REFUSED, minute__gte=now - DAY
    )
    rows = day.order_by().values_list("kind").annotate(number=Sum("count"))
    found = [
        Refusal(refusal_label(kind.removeprefix(REFUSED)), hour[kind], number)
        for kind, number in rows
    ]
    return sorted(found, key=lambda each: (-each.last_hour, -each.last_day, each.label))


def _steps(counts: Iterable[tuple]) -> list[StepTime]:
    """Return how long the pages took, the slowest on average first."""
    sums: dict[str, list[int]] = {}
    for _minute, kind, number, total, slowest in counts:
        if kind.startswith(STEP):
            known = sums.setdefault(kind.removeprefix(STEP), [0, 0, 0])
            known[0] += number
            known[1] += total
            known[2] = max(known[2], slowest)
    found = [
        StepTime(step_label(step), number, round(total / number), slowest)
        for step, (number, total, slowest) in sums.items()
    ]
    return sorted(found, key=lambda each: (-each.mean_ms, each.label))


def _rounds(contest: Contest) -> Iterable[RoundTotals]:
    """Yield the rounds in their order with their attempts."""
    rows = (
        Attempt.objects.filter(round__contest=contest)
        .order_by()
        .values_list("round", "state")
        .annotate(number=Count("pk"))
    )
    numbers = {(pk, state): number for pk, state, number in rows}
    for pk, title in contest.rounds.order_by("number", "pk").values_list("pk", "title"):
        yield RoundTotals(title, **{each: numbers.get((pk, each), 0) for each in AttemptState})
