"""The periods that a report can be asked for (kỳ báo cáo): pure, no clock."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from goodnews.stats.days import Days

PERIOD = re.compile(r"(\d{4})(?:-(?:q([1-4])|(\d{2})))?", re.ASCII)
ROMAN = ("I", "II", "III", "IV")
# How far back the list of periods goes; anything else is asked for by its days.
MONTHS, QUARTERS, YEARS = 24, 8, 6


@dataclass(frozen=True)
class Period:
    """A stretch of days with its name, "Tháng 11 năm 2026"."""

    key: str
    title: str
    days: Days


def parse_period(key: str) -> Period:
    """Return the month, quarter or year that ``key`` names: 2026-11, 2026-q4, 2026.

    Raises:
        ValueError: ``key`` names no period that the site can hold.
    """
    match = PERIOD.fullmatch(key)
    if match is None:
        raise ValueError("no such period")
    year = int(match[1])
    if match[2]:
        quarter = int(match[2])
        title = _("Quarter %(quarter)s of %(year)s") % {"quarter": ROMAN[quarter - 1], "year": year}
        return Period(key, title, span(year, 3 * quarter - 2, 3 * quarter))
    if match[3]:
        month = int(match[3])
        title = _("Month %(month)s of %(year)s") % {"month": month, "year": year}
        return Period(key, title, span(year, month, month))
    return Period(key, _("Year %(year)s") % {"year": year}, span(year, 1, 12))


def span(year: int, first_month: int, last_month: int) -> Days:
    """Return the days of whole months of one year.

    Raises:
        ValueError: there is no such month or year.
    """
    first = date(year, first_month, 1)
    return Days(first, date(year, last_month, monthrange(year, last_month)[1]))


def period_between(first: date, last: date) -> Period:
    """Return the period from one day to another.

    Raises:
        ValueError: the last day is before the first.
    """
    names = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    title = _("From %(first)s to %(last)s") % names
    return Period(f"{first}_{last}", title, Days(first, last))


def recent_months(today: date) -> Iterator[str]:
    """Yield the keys of this month and those before it."""
    for index in range(MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 - index, 12)
        yield f"{year}-{month + 1:02d}"


def recent_quarters(today: date) -> Iterator[str]:
    """Yield the keys of this quarter and those before it."""
    for index in range(QUARTERS):
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 - index, 4)
        yield f"{year}-q{quarter + 1}"


def recent_years(today: date) -> Iterator[str]:
    """Yield the keys of this year and those before it."""
    for index in range(YEARS):
        yield str(today.year - index)
