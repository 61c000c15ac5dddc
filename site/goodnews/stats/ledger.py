"""Reads of the ledger."""

from django.db.models import QuerySet

from .days import Days
from .metrics import PAGE_VIEWS
from .models import DailyPageViews, MetricMonth, MetricValue, MonthlyPageViews


def values_of(days: Days) -> QuerySet:
    """Return rows with metric, unit, dimension and value that add up to ``days``."""
    if days.is_whole_months:
        return months_of(days)
    return MetricValue.objects.of_days(days).order_by()


def months_of(days: Days) -> QuerySet:
    """Return the rows of the months that begin in ``days``."""
    return MetricMonth.objects.filter(month__gte=days.first, month__lte=days.last).order_by()


def most_read(days: Days) -> tuple[QuerySet, list[str]]:
    """Return page ids with their views in ``days``, most read first, and what they were counted as.

    Whole months come from their sums, which are as old as the ledger; other
    days are those of this moment, and were counted as nothing.
    """
    source, counted = (
        (MonthlyPageViews, [PAGE_VIEWS]) if days.is_whole_months else (DailyPageViews, [])
    )
    return source.objects.most_read(first=days.first, last=days.last), counted
