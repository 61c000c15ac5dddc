"""Reads of the counts."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Sum

from .days import Days

PRESENT_WITHIN = timedelta(minutes=5)


def most_read(rows: models.QuerySet) -> models.QuerySet:
    """Page ids with the views of ``rows``, most read first, ties by page."""
    # order_by() drops any ordering, which would split the groups.
    grouped = rows.order_by().values("page_id").annotate(total=Sum("count"))
    return grouped.order_by("-total", "page_id")


class DailyPageViewsQuerySet(models.QuerySet):
    def views_of(self, page_ids) -> dict[int, int]:
        """Return the views of each page so far, 0 for a page nobody has read."""
        wanted = list(page_ids)
        # order_by() drops any ordering, which would split the groups.
        rows = self.filter(page_id__in=wanted).order_by().values_list("page_id")
        counted = dict(rows.annotate(total=Sum("count")))
        return {page_id: counted.get(page_id, 0) for page_id in wanted}

    def between(self, first: date, last: date):
        """Rows from ``first`` to ``last``, both included."""
        return self.filter(day__gte=first, day__lte=last)

    def most_read(self, *, first: date, last: date):
        """Page ids with their views in the time, most read first, ties by page."""
        return most_read(self.between(first, last))


class MonthlyPageViewsQuerySet(models.QuerySet):
    def most_read(self, *, first: date, last: date):
        """The same of the months that begin in the time."""
        return most_read(self.filter(month__gte=first, month__lte=last))


class DailyVisitsQuerySet(models.QuerySet):
    def total(self, *, first: date | None = None, last: date | None = None) -> int:
        """Return the visits from ``first`` to ``last``; all of them without limits."""
        rows = self
        if first is not None:
            rows = rows.filter(day__gte=first)
        if last is not None:
            rows = rows.filter(day__lte=last)
        return rows.aggregate(total=Sum("count"))["total"] or 0


class DailyVisitorQuerySet(models.QuerySet):
    def present_at(self, moment: datetime):
        """Visitors seen in the five minutes before ``moment``."""
        return self.filter(last_seen_at__gt=moment - PRESENT_WITHIN, last_seen_at__lte=moment)


class MetricValueQuerySet(models.QuerySet):
    """The ledger of metrics."""

    def of_days(self, days: Days):
        """Values of ``days``."""
        return self.filter(day__gte=days.first, day__lte=days.last)
