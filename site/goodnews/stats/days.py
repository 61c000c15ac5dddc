"""Stretches of local days, and the moments at which they begin and end."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

# What the site can hold; days beyond are slips of the finger.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """The days from ``first`` to ``last``, both included, in the site's own time zone.

    Raises:
        ValueError: the last day is before the first, or the site can hold no such day.
    """

    first: date
    last: date

    def __post_init__(self):
        if self.first > self.last:
            raise ValueError("the last day is before the first")
        if self.first < FIRST_DAY or self.last > LAST_DAY:
            raise ValueError(f"days must lie from {FIRST_DAY} to {LAST_DAY}")

    def __len__(self):
        return (self.last - self.first).days + 1

    @property
    def begins_at(self) -> datetime:
        """The moment at which the first day begins."""
        return local_midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The moment after the last day; not part of it."""
        return local_midnight(self.last + ONE_DAY)

    @property
    def is_whole_months(self) -> bool:
        """True if the days begin with a month and end with one."""
        return self.first.day == 1 and (self.last + ONE_DAY).day == 1

    def by_month(self) -> Iterator["Days"]:
        """Yield the same days cut at the ends of months."""
        first = self.first
        while first <= self.last:
            last = min(month_of(first).last, self.last)
            yield Days(first, last)
            first = last + ONE_DAY


def month_of(day: date) -> Days:
    """Return the whole month of ``day``."""
    return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def local_midnight(day: date) -> datetime:
    """Return the moment at which ``day`` begins in Viet Nam."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
