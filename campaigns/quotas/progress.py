"""How far units are with their quotas: read from the ledger only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from os.path import commonprefix

from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import Substr, TruncWeek

from goodnews.stats.days import FIRST_DAY, LAST_DAY, Days
from goodnews.stats.ledger import months_of
from goodnews.stats.metrics import Countable, countable_of
from goodnews.stats.models import MetricValue
from goodnews.units.models import Unit

from .choices import QuotaPeriod
from .models import Quota
from .periods import period_end, period_start, starts_between, streak

# How far before the days asked for a streak is followed.
LOOK_BACK = {
    QuotaPeriod.DAY: timedelta(days=92),
    QuotaPeriod.WEEK: timedelta(days=364),
    QuotaPeriod.MONTH: timedelta(days=366),
}
# A quarter is summed from its months.
GRAINS = {QuotaPeriod.QUARTER: QuotaPeriod.MONTH}
BUCKETS = {
    QuotaPeriod.DAY: F("day"),
    QuotaPeriod.WEEK: TruncWeek("day"),
    QuotaPeriod.MONTH: F("month"),
}

# Values by dimension, for (grain, path of the unit, first day, metric).
Sums = dict[tuple[str, str, date, str], dict[str, int]]


@dataclass(frozen=True)
class QuotaProgress:
    """How far a unit is with one thing that it is asked for (tiến độ định mức).

    Attributes:
        quota: the quota that held last.
        wanted: what is asked for in all periods that have begun.
        done: what was done in them.
        missing: what is missing, period by period: one rich month pays for no other.
        streak: how many periods in a row were kept up to now.
        begun: how many periods have begun.
        kept: in how many of them all was done.
        period: how long each of them is; empty where they are not alike.
    """

    quota: Quota
    wanted: int
    done: int
    missing: int
    streak: int
    begun: int
    kept: int
    period: str


@dataclass(frozen=True)
class _Kept:
    """One period of one unit."""

    quota: Quota
    start: date
    end: date
    done: int

    @property
    def is_kept(self) -> bool:
        return self.done >= self.quota.number


def quota_progress(
    *, units: Iterable[Unit], days: Days, today: date
) -> dict[int, dict[str, QuotaProgress]]:
    """Return the progress of each unit by what it is asked for; nothing where nothing is asked.

    A period belongs to ``days`` if it begins in them and has begun by
    ``today``; it is asked for only if the quota holds on all of its days. A
    unit is credited with everything below it. The number of queries depends
    on how many kinds of period and levels of the tree have quotas, never on
    how many units or stories there are.
    """
    last = min(days.last, today)
    if last < days.first:
        return {}
    asked = _asked_of(list(units), days)
    sums = _sums(asked, days, last)
    progress = {}
    for unit, countable, quotas in asked:
        kept = list(_periods(unit, countable, quotas, days, last, sums))
        found = _summary(kept, days, today)
        if found is not None:
            progress.setdefault(unit.pk, {})[countable.code] = found
    return progress


def _asked_of(units: list[Unit], days: Days) -> list[tuple[Unit, Countable, list[Quota]]]:
    """Return who is asked for what, by which quotas, own ones first."""
    first = _window(days, QuotaPeriod.MONTH, days.last).first
    quotas = defaultdict(list)
    for quota in Quota.objects.overlapping(first, days.last).order_by("valid_from", "pk"):
        quotas[quota.unit_id or quota.unit_kind, quota.countable].append(quota)
    codes = dict.fromkeys(code for _target, code in quotas)
    return [
        (unit, countable, held)
        for unit in units
        for code in codes
        if (countable := countable_of(code))
        and (held := [*quotas.get((unit.pk, code), ()), *quotas.get((unit.kind, code), ())])
    ]


def _window(days: Days, grain: QuotaPeriod, last: date) -> Days:
    """Return the days whose values are read: a streak before, a whole last period after."""
    first = max(days.first - LOOK_BACK[grain], FIRST_DAY)
    start = period_start(QuotaPeriod.QUARTER if grain == QuotaPeriod.MONTH else grain, last)
    end = period_end(QuotaPeriod.QUARTER if grain == QuotaPeriod.MONTH else grain, start)
    return Days(max(period_start(grain, first), FIRST_DAY), min(end, LAST_DAY))


def _sums(asked: list, days: Days, last: date) -> Sums:
    """Return what the units and those below them have done."""
    wanted = {
        (GRAINS.get(quota.period, quota.period), unit.depth)
        for unit, _countable, quotas in asked
        for quota in quotas
    }
    paths = [unit.path for unit, *_rest in asked]
    metrics = {countable.metric for _unit, countable, _quotas in asked}
    branch = commonprefix(paths)  # noqa: RUF071
    sums: Sums = defaultdict(dict)
    for grain, depth in sorted(wanted):
        window = _window(days, grain, last)
        is_month = grain == QuotaPeriod.MONTH
        values = months_of(window) if is_month else MetricValue.objects.of_days(window)
        rows = _by_branch(values.filter(metric__in=metrics), grain, depth, branch)
        for path, start, metric, dimension, total in rows:
            sums[grain, path, start, metric][dimension] = int(total)
    return sums


def _by_branch(values: QuerySet, grain: QuotaPeriod, depth: int, branch: str) -> QuerySet:
    """Sum values for the units at ``depth`` of the tree, each with all below it."""
    top = _only_top() if depth == 1 else None
    if top:
        # Every unit stands below it, so that a year of days needs no look at the tree.
        values, branch = values.filter(unit__isnull=False), Value(top)
    else:
        values = values.filter(unit__path__startswith=branch, unit__depth__gte=depth)
        branch = Substr("unit__path", 1, depth * Unit.steplen)
    return (
        values.order_by()
        .annotate(branch=branch, start=BUCKETS[grain])
        .values_list("branch", "start", "metric", "dimension")
        .annotate(total=Sum("value"))
    )


def _only_top() -> str:
    """Return the path of the top of the tree; nothing where the tree has several."""
    tops = list(Unit.objects.filter(depth=1).values_list("path", flat=True)[:2])
    return tops[0] if len(tops) == 1 else ""


def _periods(unit: Unit, countable: Countable, quotas, days: Days, last: date, sums: Sums):
    """Yield the periods in which ``unit`` was asked for ``countable``."""
    own = [quota for quota in quotas if quota.unit_id]
    for quota in quotas:
        grain = GRAINS.get(quota.period, quota.period)
        first = max(_window(days, grain, last).first, quota.valid_from)
        for start in starts_between(quota.period, first, last):
            end = period_end(quota.period, start)
            if not quota.holds(start, end):
                continue
            if not quota.unit_id and any(other.holds(start, start) for other in own):
                continue
            months = starts_between(grain, start, end) if grain != quota.period else [start]
            done = sum(_done(unit, countable, grain, month, sums) for month in months)
            yield _Kept(quota, start, end, done)


def _done(unit: Unit, countable: Countable, grain: QuotaPeriod, start: date, sums: Sums) -> int:
    found = sums.get((grain, unit.path, start, countable.metric), {})
    return sum(found.get(name, 0) for name in countable.dimensions or found)


def _summary(kept: list[_Kept], days: Days, today: date) -> QuotaProgress | None:
    kept = sorted(kept, key=lambda period: period.end)
    within = [period for period in kept if period.start >= days.first]
    if not within:
        return None
    lengths = {period.quota.period for period in within}
    return QuotaProgress(
        quota=within[-1].quota,
        wanted=sum(period.quota.number for period in within),
        done=sum(period.done for period in within),
        missing=sum(max(0, period.quota.number - period.done) for period in within),
        streak=streak([period.is_kept for period in kept], is_last_open=within[-1].end >= today),
        begun=len(within),
        kept=sum(period.is_kept for period in within),
        period=lengths.pop() if len(lengths) == 1 else "",
    )
