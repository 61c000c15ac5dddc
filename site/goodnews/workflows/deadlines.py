"""When a decision is due, counted in office hours. Pure: no model, no clock, no setting."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class OfficeHours:
    """When the office works (giờ hành chính): the same hours from one weekday to another.

    Attributes:
        first_day, last_day: weekdays as Python numbers them, both included.
        opens_at, closes_at: wall-clock times in ``zone``.
        days_off: first and last day of each stretch on which the office is closed.
    """

    first_day: int = 0
    last_day: int = 4
    opens_at: time = time(7, 30)
    closes_at: time = time(17)
    zone: ZoneInfo = VIET_NAM
    days_off: tuple[tuple[date, date], ...] = ()

    def __post_init__(self):
        if not 0 <= self.first_day <= self.last_day < DAYS_A_WEEK:
            raise ValueError("the working week must begin before it ends")
        if not self.opens_at < self.closes_at:
            raise ValueError("the office must open before it closes")

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office opens on ``day`` at all."""
        if not self.first_day <= day.weekday() <= self.last_day:
            return False
        return not any(first <= day <= last for first, last in self.days_off)

    def span_on(self, day: date) -> tuple[datetime, datetime]:
        """Return when the office opens and closes on ``day``."""
        return (
            datetime.combine(day, self.opens_at, self.zone),
            datetime.combine(day, self.closes_at, self.zone),
        )


def due_at(*, entered_at: datetime, work: timedelta, office: OfficeHours) -> datetime:
    """Return the moment by which ``work`` has passed in office hours since ``entered_at``.

    Nights, free days and days off do not count. A moment at which the office closes is
    inside its hours, so that work never falls due before the doors open.

    Raises:
        ValueError: ``work`` is not more than nothing, or ``entered_at`` has no zone.
    """
    if work <= timedelta(0):
        raise ValueError("a decision needs some time")
    if entered_at.tzinfo is None:
        raise ValueError("the moment of entry needs a time zone")
    begins = entered_at.astimezone(office.zone)
    day = begins.date()
    left = work
    while True:
        if office.is_working_day(day):
            opens, closes = office.span_on(day)
            start = max(begins, opens)
            if start < closes:
                if left <= closes - start:
                    return start + left
                left -= closes - start
        day += timedelta(days=1)


def due_after_days(*, received_at: datetime, days: int, office: OfficeHours) -> datetime:
    """Return when the office closes on the working day that is ``days`` after ``received_at``.

    The day of receipt does not count, even where it is a working day.

    Raises:
        ValueError: ``days`` is not at least one, or ``received_at`` has no zone.

    Source:
        Civil Code 91/2015/QH13, article 147: a term in days begins on the day that follows.
    """
    if days < 1:
        raise ValueError("a term has one day at least")
    if received_at.tzinfo is None:
        raise ValueError("the moment of receipt needs a time zone")
    day = received_at.astimezone(office.zone).date()
    while days:
        day += timedelta(days=1)
        days -= office.is_working_day(day)
    return office.span_on(day)[1]
