"""Gaps and streaks of the calendar (ngày trống, chuỗi ngày có tin): read from the ledger."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goodnews.stats.days import FIRST_DAY, ONE_DAY, Days
from goodnews.stats.models import MetricValue
from news.choices import StoryKind
from news.metrics import PUBLISHED

from .branches import unit_ids_of
from .rows import of_units
from .tables import Asked, Column, ReportTable, TableRow, counted_note

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Calendar:
    """Which days and weeks were due up to today, and which of them had their story.

    A week is named by its Monday.
    """

    due_days: list[date]
    lit_days: frozenset[date]
    due_weeks: list[date]
    lit_weeks: frozenset[date]

    @property
    def empty_days(self) -> list[date]:
        """Days without good news."""
        return [day for day in self.due_days if day not in self.lit_days]

    @property
    def empty_weeks(self) -> list[date]:
        """Weeks without a beautiful story."""
        return [week for week in self.due_weeks if week not in self.lit_weeks]

    def month(self, month: date) -> "Calendar":
        """Return the days of one month, and the weeks that end in it."""
        return Calendar(
            [day for day in self.due_days if day.replace(day=1) == month],
            self.lit_days,
            [week for week in self.due_weeks if _end(week).replace(day=1) == month],
            self.lit_weeks,
        )


def read_calendar(days: Days, unit_ids: list[int] | None, today: date) -> Calendar:
    """Read which days and weeks of ``days`` had their story, of these units or of all."""
    # The first week may have had its story before the period began.
    begun = Days(max(monday_of(days.first), FIRST_DAY), days.last)
    values = MetricValue.objects.of_days(begun).filter(metric=PUBLISHED).order_by()
    lit_days, lit_weeks = set(), set()
    for dimension, day in of_units(values, unit_ids).values_list("dimension", "day").distinct():
        if dimension.startswith(f"{StoryKind.GOOD_NEWS}/"):
            lit_days.add(day)
        elif dimension.startswith(f"{StoryKind.BEAUTIFUL_STORY}/"):
            lit_weeks.add(monday_of(day))
    last = min(days.last, today)
    due_days = [days.first + ONE_DAY * n for n in range((last - days.first).days + 1)]
    due_weeks = sorted({monday_of(day) for day in due_days})
    # A week counts where it ends, so that two reports in a row do not both miss it.
    due_weeks = [week for week in due_weeks if _end(week) <= last]
    return Calendar(due_days, frozenset(lit_days), due_weeks, frozenset(lit_weeks))


def longest_run(moments: Iterable[date], lit: frozenset[date]) -> int:
    """Return the most of ``moments`` in a row that were lit."""
    longest = run = 0
    for moment in moments:
        run = run + 1 if moment in lit else 0
        longest = max(longest, run)
    return longest


def last_run(moments: Iterable[date], lit: frozenset[date], *, open_at: date | None = None) -> int:
    """Return how many of ``moments`` up to the last were lit in a row.

    Args:
        open_at: a moment that is not over: dark, it breaks nothing yet.
    """
    run = 0
    for moment in moments:
        if moment in lit:
            run += 1
        elif moment != open_at:
            run = 0
    return run


DAYS, WEEKS = gettext_lazy("Days with good news"), gettext_lazy("Weeks with a beautiful story")
COLUMNS = [
    Column("days-due", DAYS, gettext_lazy("To fill")),
    Column("days-lit", DAYS, gettext_lazy("With a story")),
    Column("days-empty", DAYS, gettext_lazy("Empty")),
    Column("days-run", DAYS, gettext_lazy("Longest streak")),
    Column("weeks-due", WEEKS, gettext_lazy("To fill")),
    Column("weeks-lit", WEEKS, gettext_lazy("With a story")),
    Column("weeks-empty", WEEKS, gettext_lazy("Empty")),
    Column("weeks-run", WEEKS, gettext_lazy("Longest streak")),
]


def gaps_table(asked: Asked) -> ReportTable:
    """Return the gaps and streaks, month by month."""
    calendar = read_calendar(asked.days, unit_ids_of(asked.scope), asked.today)
    months = defaultdict(list)
    for day in calendar.due_days:
        months[day.replace(day=1)].append(day)
    rows = [
        TableRow(f"{month:%m/%Y}", _figures(calendar.month(month)), order=f"{month:%Y-%m}")
        for month in months
    ]
    return ReportTable(
        heading=_("Month"),
        columns=COLUMNS,
        rows=rows,
        totals=TableRow(_("Whole period"), _figures(calendar)),
        notes=[*_streak_notes(calendar, asked), counted_note([PUBLISHED])],
        details=gap_details(calendar),
        empty="" if rows else _("This period has not begun yet."),
    )


def gap_details(calendar: Calendar) -> list[tuple[str, str]]:
    """Name the empty days and weeks."""
    details = []
    if days := calendar.empty_days:
        summary = ngettext(
            "%(count)s day without good news", "%(count)s days without good news", len(days)
        )
        details.append(
            (summary % {"count": len(days)}, ", ".join(f"{day:%d/%m/%Y}" for day in days))
        )
    if weeks := calendar.empty_weeks:
        summary = ngettext(
            "%(count)s week without a beautiful story",
            "%(count)s weeks without a beautiful story",
            len(weeks),
        )
        names = (f"{week:%d/%m} – {_end(week):%d/%m/%Y}" for week in weeks)
        details.append((summary % {"count": len(weeks)}, ", ".join(names)))
    return details


def gap_notes(calendar: Calendar) -> list[str]:
    """Say in two lines how full the calendar is."""
    due, weeks_due = len(calendar.due_days), len(calendar.due_weeks)
    return [
        _("Days with good news: %(lit)s of %(due)s.")
        % {"lit": due - len(calendar.empty_days), "due": due},
        _("Weeks with a beautiful story: %(lit)s of %(due)s.")
        % {"lit": weeks_due - len(calendar.empty_weeks), "due": weeks_due},
    ]


def _figures(calendar: Calendar) -> list[int]:
    days, weeks = calendar.due_days, calendar.due_weeks
    empty_days, empty_weeks = len(calendar.empty_days), len(calendar.empty_weeks)
    return [
        len(days),
        len(days) - empty_days,
        empty_days,
        longest_run(days, calendar.lit_days),
        len(weeks),
        len(weeks) - empty_weeks,
        empty_weeks,
        longest_run(weeks, calendar.lit_weeks),
    ]


def _streak_notes(calendar: Calendar, asked: Asked) -> list[str]:
    if not calendar.due_days:
        return []
    run = last_run(calendar.due_days, calendar.lit_days, open_at=asked.today)
    weeks = last_run(calendar.due_weeks, calendar.lit_weeks)
    return [
        _("At the end of the period: %(days)s days in a row, %(weeks)s weeks in a row.")
        % {"days": run, "weeks": weeks}
    ]


def monday_of(day: date) -> date:
    """Return the day that stands for the week of ``day``."""
    return day - timedelta(days=day.weekday())


def _end(week: date) -> date:
    return week + ONE_WEEK - ONE_DAY
