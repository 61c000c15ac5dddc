"""Days, weeks, months and years of the archive: their bounds, titles and addresses."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

# Older or later addresses are typing mistakes or crawlers that lost their way.
FIRST_YEAR = 2000
LAST_YEAR = 2099


@dataclass(frozen=True)
class Period:
    """A stretch of days of the archive (kỳ): first and last day, title and address."""

    first: date
    last: date
    title: str
    path: str

    def contains(self, day: date) -> bool:
        """Tell whether ``day`` lies in the period."""
        return self.first <= day <= self.last


def day_period(day: date) -> Period:
    """The archive of one day ("Tin ngày 21/11/2026")."""
    title = _("News of %(day)s") % {"day": day.strftime("%d/%m/%Y")}
    return Period(day, day, title, day.strftime("%Y/%m/%d/"))


def week_period(year: int, week: int) -> Period:
    """The archive of one ISO week, Monday to Sunday ("Tuần 47 năm 2026").

    Raises:
        ValueError: that year has no such week.
    """
    first = date.fromisocalendar(year, week, 1)
    title = _("Week %(week)s of %(year)s") % {"week": week, "year": year}
    return Period(first, first + timedelta(days=6), title, f"tuan/{year}-{week:02d}/")


def month_period(year: int, month: int) -> Period:
    """The archive of one month ("Tháng 11 năm 2026").

    Raises:
        ValueError: there is no such month.
    """
    first = date(year, month, 1)
    last = date(year, month, monthrange(year, month)[1])
    title = _("Month %(month)s of %(year)s") % {"month": month, "year": year}
    return Period(first, last, title, first.strftime("%Y/%m/"))


def year_period(year: int) -> Period:
    """The archive of one year ("Năm 2026")."""
    title = _("Year %(year)s") % {"year": year}
    return Period(date(year, 1, 1), date(year, 12, 31), title, f"{year}/")


def parse_period(*, year: int, month: int = 0, day: int = 0, week: int = 0) -> Period:
    """Return the period that an address names.

    Raises:
        ValueError: the calendar has no such day, week or month, or the year is
            outside those that the archive can hold.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("the archive holds no such year")
    if week:
        return week_period(year, week)
    if day:
        return day_period(date(year, month, day))
    if month:
        return month_period(year, month)
    return year_period(year)
