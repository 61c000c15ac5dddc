"""The arithmetic of quotas: when a day, week, month or quarter begins and ends. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from .choices import QuotaPeriod

ONE_DAY = timedelta(days=1)


def period_start(period: QuotaPeriod, day: date) -> date:
    """Return the first day of the period that holds ``day``."""
    if period == QuotaPeriod.WEEK:
        return day - timedelta(days=day.weekday())
    if period == QuotaPeriod.MONTH:
        return day.replace(day=1)
    if period == QuotaPeriod.QUARTER:
        return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
    return day


def period_end(period: QuotaPeriod, start: date) -> date:
    """Return the last day of the period that begins on ``start``."""
    if period == QuotaPeriod.WEEK:
        return start + timedelta(days=6)
    if period == QuotaPeriod.DAY:
        return start
    month = start.month + (2 if period == QuotaPeriod.QUARTER else 0)
    return start.replace(month=month, day=monthrange(start.year, month)[1])


def starts_between(period: QuotaPeriod, first: date, last: date) -> Iterator[date]:
    """Yield the first day of each period that begins from ``first`` to ``last``."""
    start = period_start(period, first)
    if start < first:
        start = period_end(period, start) + ONE_DAY
    while start <= last:
        yield start
        start = period_end(period, start) + ONE_DAY


def streak(kept: list[bool], *, is_last_open: bool) -> int:
    """Return how many periods in a row were kept up to now.

    Args:
        kept: whether each period was kept, oldest first.
        is_last_open: the last period is not over, so that it breaks nothing yet.
    """
    run = kept[:-1] if is_last_open and kept and not kept[-1] else kept
    count = 0
    for was_kept in reversed(run):
        if not was_kept:
            break
        count += 1
    return count
