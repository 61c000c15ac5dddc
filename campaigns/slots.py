"""The campaign's calendar arithmetic: days, ISO weeks, gaps and streaks. No database, no clock."""

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)


class DayState(StrEnum):
    """How one day of the calendar stands."""

    LIT = "lit"
    GAP = "gap"
    OPEN = "open"
    FUTURE = "future"
    OUTSIDE = "outside"


def week_start(day: date) -> date:
    """Return the Monday of the week of ``day``; it stands for the whole week."""
    return day - timedelta(days=day.weekday())


def week_number(day: date) -> tuple[int, int]:
    """Return (ISO year, ISO week): 1 January 2027 is in week 53 of 2026."""
    iso = day.isocalendar()
    return iso.year, iso.week


def month_grid(year: int, month: int) -> list[list[date | None]]:
    """Return the weeks of a month, Monday first; None where another month's day would stand."""
    # ``monthdatescalendar`` cannot leave year 1 or 9999, so that numbers are asked for instead.
    return [
        [date(year, month, number) if number else None for number in week]
        for week in calendar.Calendar(calendar.MONDAY).monthdayscalendar(year, month)
    ]


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the month ``by`` months later (earlier where negative)."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def day_state(day: date, *, is_lit: bool, today: date, starts_on: date, ends_on: date) -> DayState:
    """Return how ``day`` stands in a campaign from ``starts_on`` to ``ends_on``."""
    if not starts_on <= day <= ends_on:
        return DayState.OUTSIDE
    if is_lit:
        return DayState.LIT
    if day < today:
        return DayState.GAP
    return DayState.OPEN if day == today else DayState.FUTURE


def week_state(
    monday: date, *, is_lit: bool, today: date, starts_on: date, ends_on: date
) -> DayState:
    """Return how the week that begins on ``monday`` stands; the present week is open."""
    return day_state(
        monday,
        is_lit=is_lit,
        today=week_start(today),
        starts_on=week_start(starts_on),
        ends_on=ends_on,
    )


def current_streak(lit: Collection[date], *, last: date, step: timedelta = ONE_DAY) -> int:
    """Count the unbroken run of lit slots that ends at ``last`` or just before it.

    The present day (or week) breaks no streak while it is not over.
    """
    slot = last if last in lit else last - step
    count = 0
    while slot in lit:
        count += 1
        slot -= step
    return count


@dataclass(frozen=True)
class Promise:
    """How one of the two promises stands (mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp)."""

    due: int
    kept: int
    total: int
    streak: int

    @property
    def missed(self) -> int:
        """Slots that are over or running and have no story."""
        return self.due - self.kept

    @property
    def percentage(self) -> int:
        """Share of the due slots that are kept, rounded down: 100 only when all are."""
        return self.kept * 100 // self.due if self.due else 0


def day_promise(lit: Collection[date], *, starts_on: date, ends_on: date, today: date) -> Promise:
    """Return how the daily promise stands at the end of ``today``."""
    return _promise(lit, first=starts_on, last=ends_on, now=today, step=ONE_DAY)


def week_promise(lit: Collection[date], *, starts_on: date, ends_on: date, today: date) -> Promise:
    """Return how the weekly promise stands; ``lit`` holds Mondays.

    A campaign that begins or ends inside a week owes that week's story too.
    """
    return _promise(
        {week_start(day) for day in lit},
        first=week_start(starts_on),
        last=week_start(ends_on),
        now=week_start(today),
        step=ONE_WEEK,
    )


def _promise(
    lit: Collection[date], *, first: date, last: date, now: date, step: timedelta
) -> Promise:
    due_until = min(now, last)
    lit = {slot for slot in lit if first <= slot <= due_until}
    return Promise(
        due=max((due_until - first) // step + 1, 0),
        kept=len(lit),
        total=(last - first) // step + 1,
        streak=current_streak(lit, last=due_until, step=step) if due_until >= first else 0,
    )
