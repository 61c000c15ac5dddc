"""When the demo's stories were published. Pure: ``today`` and ``now`` are passed in."""

from datetime import date, datetime, time, timedelta
from random import Random

# Eight weeks back from today, today included.
DAY_COUNT = 56
# The two days without good news, counted back from today.
GAPS = (9, 31)
# Days that have one more story than their slot needs, counted back from today.
EXTRA = (0, 0, 1, 3, 5, 8, 12, 16, 20)
# No story is older than this many minutes before now when its day is today.
MINUTES_APART = 11


def first_day(today: date) -> date:
    """Return the first day of the campaign."""
    return today - timedelta(days=DAY_COUNT - 1)


def good_news_days(today: date) -> list[date]:
    """Return the day of each piece of good news, newest first: two gaps, some days twice."""
    back = [number for number in range(DAY_COUNT) if number not in GAPS]
    return [today - timedelta(days=number) for number in sorted([*back, *EXTRA])]


def beautiful_days(today: date) -> list[date]:
    """Return one day of each week, newest first: Thursday, or the nearest day of the campaign."""
    start = first_day(today)
    monday = today - timedelta(days=today.weekday())
    days = []
    while monday + timedelta(days=6) >= start:
        days.append(min(max(monday + timedelta(days=3), start), today))
        monday -= timedelta(days=7)
    return days


def moment_on(day: date, *, number: int, now: datetime, rng: Random) -> datetime:
    """Return a moment of ``day`` in office hours that is not after ``now``.

    Args:
        number: how many stories of that day are newer; keeps them apart today.
        now: in local time.
    """
    wanted = datetime.combine(day, time(6, 10), tzinfo=now.tzinfo)
    wanted += timedelta(minutes=rng.randrange(0, 600))
    latest = now - timedelta(minutes=MINUTES_APART * (number + 1))
    midnight = datetime.combine(day, time(0, 0, 1), tzinfo=now.tzinfo)
    return max(midnight, min(wanted, latest))
