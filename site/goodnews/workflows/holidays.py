"""The public holidays of a year (ngày nghỉ lễ, tết), as the law gives them. Pure.

The government may move working days round a holiday, year by year: the office
edits what stands in its settings.

Source: Labour Code 45/2019/QH14, article 111 (a holiday on a day of rest is made
good on the next working day) and article 112 (which days, 11 in all).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .lunar import lunar_day

ONE_DAY = timedelta(days=1)
SATURDAY, THURSDAY = 5, 3


@dataclass(frozen=True)
class Holiday:
    """One stretch of days off, ends included."""

    name: str
    first_on: date
    last_on: date


def public_holidays(year: int) -> list[Holiday]:
    """Return the stretches of ``year`` in their order; those that touch are one."""
    tet = lunar_day(year, 1, 1)
    national = date(year, 9, 2)
    # One more day before or after: after, where that makes a bridge to the weekend.
    other = ONE_DAY if national.weekday() == THURSDAY else -ONE_DAY
    granted = [
        (f"Tết Dương lịch {year}", [date(year, 1, 1)]),
        (f"Tết Nguyên đán {year}", [tet + ONE_DAY * offset for offset in range(-1, 4)]),
        (f"Giỗ Tổ Hùng Vương {year}", [lunar_day(year, 3, 10)]),
        (f"Ngày Chiến thắng 30/4/{year}", [date(year, 4, 30)]),
        (f"Quốc tế Lao động 1/5/{year}", [date(year, 5, 1)]),
        (f"Quốc khánh {year}", sorted([national, national + other])),
    ]
    taken = {day for _name, days in granted for day in days}
    found: list[Holiday] = []
    for name, days in granted:
        days = [*days, *_made_good(days, taken)]
        for day in sorted(days):
            if found and found[-1].name == name and day - found[-1].last_on == ONE_DAY:
                found[-1] = Holiday(name, found[-1].first_on, day)
            else:
                found.append(Holiday(name, day, day))
    return sorted(found, key=lambda holiday: holiday.first_on)


def _made_good(days: list[date], taken: set[date]) -> list[date]:
    """Return the working days that make good for ``days`` of rest, and take them."""
    found = []
    for day in days:
        if day.weekday() < SATURDAY:
            continue
        instead = max(days)
        while instead.weekday() >= SATURDAY or instead in taken:
            instead += ONE_DAY
        taken.add(instead)
        found.append(instead)
    return found
