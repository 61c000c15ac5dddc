"""Which reminders are due at a moment. Pure: no model, no clock, no setting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=30), timedelta(hours=6)


@dataclass(frozen=True)
class Past:
    """What was sent so far about one thing to one person by one rule.

    Attributes:
        number: of the last reminder, in letters that failed too; 0 before the first.
        told_at: when the last one that may have arrived was sent.
    """

    number: int = 0
    told_at: datetime | None = None


def next_number(past: Past, *, now: datetime, every: timedelta) -> int | None:
    """Return the number of the reminder that is due at ``now``; None while it is too early.

    The number after the last one, so that of two runs that have read the same
    past only one can write it.
    """
    if past.told_at is not None and now < past.told_at + every:
        return None
    return past.number + 1


def may_try_again(failures: Sequence[datetime], *, now: datetime) -> bool:
    """Tell whether a person may be written to after letters that failed in a row.

    Args:
        failures: when they failed, since the last letter that was sent.
    """
    if not failures:
        return True
    wait = min(FIRST_WAIT * 2 ** min(len(failures) - 1, 10), LONGEST_WAIT)
    return now >= max(failures) + wait


def silent_days(*, today: date, last: date | None, since: date) -> int:
    """Return for how many whole days before ``today`` nothing was done.

    Args:
        last: the last day on which something was done.
        since: the first day on which something could be done.
    """
    begin = since if last is None else max(last + timedelta(days=1), since)
    return max(0, (today - begin).days)


def is_behind(
    *, number: int, done: int, begins_at: datetime, ends_at: datetime, now: datetime, share: int
) -> bool:
    """Tell whether ``share`` per cent of a period are gone, and less than that is done.

    Args:
        number: what is asked for in the period.
        ends_at: the moment after the period.
    """
    if not begins_at <= now < ends_at:
        return False
    is_time_gone = (now - begins_at) * 100 >= (ends_at - begins_at) * share
    return is_time_gone and done * 100 < number * share
