"""Counting metrics anew from their sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Count, QuerySet, Sum

from goodnews.stats.days import Days, month_of
from goodnews.stats.metrics import COLUMNS, PAGE_VIEWS, Metric
from goodnews.stats.models import (
    DailyPageViews,
    MetricCount,
    MetricMonth,
    MetricValue,
    MonthlyPageViews,
)


@dataclass(frozen=True)
class Tally:
    """How many rows there are, and their sum."""

    rows: int = 0
    total: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.rows + other.rows, self.total + other.total)


@dataclass(frozen=True)
class Recounted:
    """What the ledger held of a metric before, and what the sources say."""

    metric: Metric
    before: Tally
    after: Tally


def recount_metrics(
    *, metrics: Iterable[Metric], days: Days, now: datetime, is_dry_run: bool = False
) -> list[Recounted]:
    """Let the ledger say of ``days`` what the sources say now.

    The same sources give the same ledger however often and by however many
    this is called: a metric is counted by one at a time, a month in one
    transaction, so that readers always find whole months.

    Args:
        is_dry_run: count, but change nothing.
    """
    count = _tally if is_dry_run else _replace
    results = []
    for metric in metrics:
        if not is_dry_run:
            MetricCount.objects.get_or_create(metric=metric.code)
        before = after = Tally()
        for month in days.by_month():
            held, counted = count(metric, month)
            before, after = before + held, after + counted
        if not is_dry_run:
            MetricCount.objects.filter(metric=metric.code).update(counted_at=now)
        results.append(Recounted(metric, before, after))
    return results


def _tally(metric: Metric, days: Days) -> tuple[Tally, Tally]:
    rows, params = _rows_of(metric, days)
    if not rows:
        return _held(metric, days), Tally()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*), SUM(value) FROM ({rows}) AS counted", params)  # noqa: S608
        count, total = cursor.fetchone()
    return _held(metric, days), Tally(count, int(total or 0))


@transaction.atomic
def _replace(metric: Metric, days: Days) -> tuple[Tally, Tally]:
    # Another recount of this metric waits here until this one is committed.
    MetricCount.objects.select_for_update().get(metric=metric.code)
    before = _held(metric, days)
    _drop(_values(metric, days))
    _insert(metric, days)
    add_up_month(metric=metric.code, day=days.first)
    return before, _held(metric, days)


def _insert(metric: Metric, days: Days) -> None:
    rows, params = _rows_of(metric, days)
    if rows:
        _insert_selected(MetricValue, COLUMNS, rows, params, metric=metric.code)


def add_up_month(*, metric: str, day: date) -> None:
    """Make the rows of the month of ``day`` from the days that the ledger has."""
    month = month_of(day)
    _drop(MetricMonth.objects.filter(metric=metric, month=month.first))
    days = MetricValue.objects.of_days(month).filter(metric=metric).order_by()
    sums = days.values("unit_id", "dimension").annotate(total=Sum("value"))
    _insert_rows(
        MetricMonth,
        ("unit_id", "dimension", "value"),
        sums.values_list("unit_id", "dimension", "total"),
        metric=metric,
        month=month.first,
    )


def add_up_page_views(*, days: Days, now: datetime) -> None:
    """Let the months of ``days`` say how often each page was read in them."""
    MetricCount.objects.get_or_create(metric=PAGE_VIEWS)
    for part in days.by_month():
        _add_up_page_views(month_of(part.first))
    MetricCount.objects.filter(metric=PAGE_VIEWS).update(counted_at=now)


@transaction.atomic
def _add_up_page_views(month: Days) -> None:
    # Another count waits here, as those of a metric do.
    MetricCount.objects.select_for_update().get(metric=PAGE_VIEWS)
    _drop(MonthlyPageViews.objects.filter(month=month.first))
    read = DailyPageViews.objects.between(month.first, month.last).order_by()
    sums = read.values("page_id").annotate(total=Sum("count")).values_list("page_id", "total")
    _insert_rows(MonthlyPageViews, ("page_id", "count"), sums, month=month.first)


def _drop(rows: QuerySet) -> None:
    """Delete ``rows``, on which nothing hangs, by one statement.

    ``delete`` would read them all and delete them by the hundred, because of
    receivers that listen to the deletion of pages.
    """
    rows._raw_delete(rows.db)


def _insert_rows(model, columns: tuple[str, ...], rows: QuerySet, **constants) -> None:
    """Write what ``rows`` selects into ``columns`` of ``model``, by one statement."""
    statement, params = rows.query.get_compiler(connection=connection).as_sql()
    _insert_selected(model, columns, statement, params, **constants)


def _insert_selected(model, columns, statement: str, params: tuple, **constants) -> None:
    # One statement moves the counts; through Python they would take ten times as long.
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in (*constants, *columns))
    values = ", ".join(["%s"] * len(constants))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) "  # noqa: S608
            f"SELECT {values}, counted.* FROM ({statement}) AS counted",
            (*constants.values(), *params),
        )


def _rows_of(metric: Metric, days: Days) -> tuple[str, tuple]:
    """Return the statement that counts ``days``, and its parameters; no statement for no rows.

    Raises:
        ValueError: its columns are not ``COLUMNS``, so they would go to the wrong places.
    """
    # In the order of the index, which is then written page by page.
    query = metric.rows(days).order_by("day", "dimension", "unit_id").query
    if tuple(query.selected or ()) != COLUMNS:
        raise ValueError(
            f"“{metric.code}” must select {COLUMNS}, not {tuple(query.selected or ())}"
        )
    try:
        return query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()


def _values(metric: Metric, days: Days):
    return MetricValue.objects.of_days(days).filter(metric=metric.code)


def _held(metric: Metric, days: Days) -> Tally:
    found = _values(metric, days).aggregate(rows=Count("pk"), total=Sum("value"))
    return Tally(found["rows"], int(found["total"] or 0))
