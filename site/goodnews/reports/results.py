"""The report by unit (kết quả theo đơn vị): everything is read from the ledger."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Min, QuerySet, Sum
from django.utils.translation import gettext as _

from campaigns.quotas.progress import quota_progress
from goodnews.core.folding import fold
from goodnews.stats.days import FIRST_DAY, ONE_DAY, Days
from goodnews.stats.ledger import values_of
from goodnews.stats.metrics import Countable, all_countables
from goodnews.stats.models import MetricCount, MetricValue
from goodnews.units.models import Unit
from news.choices import Origin, StoryKind
from news.desk.metrics import SUBMITTED
from news.metrics import DECIDED, DECISION_SECONDS, PUBLISHED, RETURNED

from .columns import COLUMNS, QUOTA_LABELS, Column, quota_columns

METRICS = (PUBLISHED, SUBMITTED, RETURNED, DECIDED, DECISION_SECONDS)
# Streaks of several units make no sum.
SUMMED_OF_QUOTAS = ("wanted", "done", "missing")
ONE_WEEK = timedelta(days=7)
UNIT_FIELDS = ("name", "short_name", "path", "depth", "numchild", "kind", "valid_from", "valid_to")


@dataclass
class ResultRow:
    """What one branch did; without a unit what belongs to none, or the sum of all."""

    label: str
    unit: Unit | None = None
    is_branch: bool = False
    is_top: bool = False
    # By what is asked for: "wanted", "done", "missing", "streak".
    quotas: dict[str, dict[str, int]] = field(default_factory=dict)
    published: Counter = field(default_factory=Counter)
    sums: Counter = field(default_factory=Counter)

    def add(self, metric: str, dimension: str, value: int) -> None:
        """Add a figure of the ledger."""
        if metric == PUBLISHED:
            self.published[dimension] += value
        self.sums[metric] += value

    def add_row(self, other: "ResultRow") -> None:
        """Add another row to this one."""
        self.published.update(other.published)
        self.sums.update(other.sums)
        for code, figures in other.quotas.items():
            own = self.quotas.setdefault(code, dict.fromkeys(SUMMED_OF_QUOTAS, 0))
            for name in SUMMED_OF_QUOTAS:
                own[name] += figures[name]

    @property
    def is_empty(self) -> bool:
        """True where nothing was counted."""
        return not any(self.sums.values())

    @property
    def folded_name(self) -> str:
        """The name as it is sorted: "Đồng" stands with "Dong"."""
        return fold(self.label)

    @property
    def total(self) -> int:
        """All published stories."""
        return self.sums[PUBLISHED]

    @property
    def without_reposts(self) -> int:
        """Published stories that are own work or shares of the unit's own posts."""
        reposts = (n for name, n in self.published.items() if name.endswith(f"/{Origin.REPOST}"))
        return self.total - sum(reposts)

    @property
    def submitted(self) -> int:
        """What correspondents have sent."""
        return self.sums[SUBMITTED]

    @property
    def returned(self) -> int:
        """How often a story went back to its author."""
        return self.sums[RETURNED]

    @property
    def mean_hours(self) -> float | None:
        """Mean time from sending to decision; None where nothing was decided."""
        decided = self.sums[DECIDED]
        return round(self.sums[DECISION_SECONDS] / decided / 3600, 1) if decided else None


@dataclass(frozen=True)
class Gaps:
    """Days without good news and weeks without a beautiful story, up to today."""

    days: list[date]
    day_count: int
    weeks: list[date]
    week_count: int


@dataclass(frozen=True)
class UnitReport:
    """One report: its rows do not overlap, so that they add up to the totals.

    Attributes:
        top: what is asked of the unit above all rows, which they all fill together.
    """

    days: Days
    scope: Unit | None
    rows: list[ResultRow]
    totals: ResultRow
    columns: list[Column]
    top: ResultRow | None
    gaps: Gaps
    counted_at: datetime | None

    def figures_of(self, row: ResultRow) -> list:
        """Return the cells of ``row``, one for each column; None where there is no figure."""
        return [column.figure(row) for column in self.columns]


def unit_report(*, days: Days, scope: Unit | None, today: date) -> UnitReport:
    """Read the report of ``scope`` and everything below it; of all units without one.

    A row is a unit directly below ``scope`` with its whole branch, or ``scope`` itself.
    """
    units = Unit.objects.all() if scope is None else Unit.objects.within(scope)
    units = list(units.only(*UNIT_FIELDS))
    # Without a scope the top of the tree stands beside what is directly below it.
    depth = 2 if scope is None else scope.depth + 1
    rows = _empty_rows(units, depth)
    row_of = {unit.pk: rows[unit.path[: depth * Unit.steplen]] for unit in units}
    homeless = ResultRow(_("Without a unit"))
    unit_ids = None if scope is None else list(row_of)
    values = _of_units(values_of(days).filter(metric__in=METRICS), unit_ids)
    grouped = values.values_list("metric", "unit_id", "dimension").annotate(total=Sum("value"))
    for metric, unit_id, dimension, total in grouped:
        row_of.get(unit_id, homeless).add(metric, dimension, int(total))
    shown = [row for row in rows.values() if not row.is_empty or _existed(row.unit, days)]
    if not homeless.is_empty:
        shown.append(homeless)
    countables, top = _add_quotas(shown, days, today)
    totals = ResultRow(_("Total"))
    for row in shown:
        totals.add_row(row)
    counted = MetricCount.objects.filter(metric__in=METRICS).aggregate(at=Min("counted_at"))["at"]
    columns = [*COLUMNS, *quota_columns(countables)]
    gaps = _gaps(days, unit_ids, today)
    return UnitReport(days, scope, shown, totals, columns, top, gaps, counted)


def _add_quotas(
    rows: list[ResultRow], days: Days, today: date
) -> tuple[list[Countable], ResultRow | None]:
    """Write into each row what is asked of it; return what is asked for, and of the top.

    The row of the top itself holds its own work only, while its quota is
    filled by everybody below it: that stands above the table.
    """
    units = [row.unit for row in rows if row.unit is not None]
    progress = quota_progress(units=units, days=days, today=today)
    top = None
    for row in rows:
        found = progress.get(row.unit.pk, {}) if row.unit else {}
        quotas = {
            code: {name: getattr(figures, name) for name in QUOTA_LABELS}
            for code, figures in found.items()
        }
        if row.is_top and quotas:
            top = ResultRow(row.unit.name, row.unit, quotas=quotas)
        else:
            row.quotas = quotas
    codes = {code for row in rows for code in row.quotas}
    return [countable for countable in all_countables() if countable.code in codes], top


def _empty_rows(units: list[Unit], depth: int) -> dict[str, ResultRow]:
    """Return a row for each unit down to ``depth``, by its path."""
    rows = {}
    for unit in units:
        if unit.depth > depth:
            continue
        is_branch = unit.depth == depth and unit.numchild > 0
        is_alone = unit.depth == depth or not unit.numchild
        label = unit.name if is_alone else _("%(unit)s (itself)") % {"unit": unit.name}
        rows[unit.path] = ResultRow(label, unit, is_branch, is_top=not is_alone)
    return rows


def _of_units(values: QuerySet, unit_ids: list[int] | None) -> QuerySet:
    return values if unit_ids is None else values.filter(unit__in=unit_ids)


def _existed(unit: Unit, days: Days) -> bool:
    return unit.valid_from <= days.last and (unit.valid_to is None or unit.valid_to >= days.first)


def _gaps(days: Days, unit_ids: list[int] | None, today: date) -> Gaps:
    # The first week may have had its story before the period began.
    begun = Days(max(monday_of(days.first), FIRST_DAY), days.last)
    values = MetricValue.objects.of_days(begun).filter(metric=PUBLISHED).order_by()
    lit = _of_units(values, unit_ids).values_list("dimension", "day").distinct()
    lit_days, lit_weeks = set(), set()
    for dimension, day in lit:
        if dimension.startswith(f"{StoryKind.GOOD_NEWS}/"):
            lit_days.add(day)
        elif dimension.startswith(f"{StoryKind.BEAUTIFUL_STORY}/"):
            lit_weeks.add(monday_of(day))
    last = min(days.last, today)
    due_days = [days.first + ONE_DAY * n for n in range((last - days.first).days + 1)]
    due_weeks = sorted({monday_of(day) for day in due_days})
    # A week counts where it ends, so that two reports in a row do not both miss it.
    due_weeks = [week for week in due_weeks if week + ONE_WEEK - ONE_DAY <= last]
    return Gaps(
        [day for day in due_days if day not in lit_days],
        len(due_days),
        [week for week in due_weeks if week not in lit_weeks],
        len(due_weeks),
    )


def monday_of(day: date) -> date:
    """Return the day that stands for the week of ``day``."""
    return day - timedelta(days=day.weekday())
