"""Reads of the ledger."""

from django.db.models import QuerySet

from .days import Days
from .models import MetricMonth, MetricValue


def values_of(days: Days) -> QuerySet:
    """Return rows with metric, unit, dimension and value that add up to ``days``."""
    if days.is_whole_months:
        return months_of(days)
    return MetricValue.objects.of_days(days).order_by()


def months_of(days: Days) -> QuerySet:
    """Return the rows of the months that begin in ``days``."""
    return MetricMonth.objects.filter(month__gte=days.first, month__lte=days.last).order_by()
