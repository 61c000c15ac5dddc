"""Units over time: in order, without overlap, in step with the present unit."""

from collections.abc import Sequence
from datetime import date

BEGINNING, END = date.min, date.max


def first_overlap(spans: Sequence[tuple[date | None, date | None]]) -> int | None:
    """Return the place of the first span that begins before another has ended.

    A span may begin on the day on which the one before it ends.

    Args:
        spans: first and last days; None for "always was" and "still is".
    """
    order = sorted(range(len(spans)), key=lambda place: spans[place][0] or BEGINNING)
    latest = None
    for place in order:
        starts_on, ends_on = spans[place]
        if latest is not None and (starts_on or BEGINNING) < latest:
            return place
        latest = max(latest or BEGINNING, ends_on or END)
    return None


def keep_in_step(page, *, rows_lead: bool, today: date) -> None:
    """Make the present row of ``page.unit_periods`` and ``page.unit`` say the same.

    Args:
        rows_lead: an editor has just changed the rows; else the unit of the
            page leads, which a merger of units or the field above may have changed.
    """
    rows = list(page.unit_periods.all())
    present = next((row for row in rows if row.ends_on is None), None)
    if present is None or present.unit_id == page.unit_id:
        return
    if rows_lead or page.unit_id is None:
        page.unit_id = present.unit_id
        return
    present.ends_on = max(today, present.starts_on or today)
    page.unit_periods.add(
        present,
        type(present)(unit_id=page.unit_id, starts_on=present.ends_on, sort_order=len(rows)),
    )
