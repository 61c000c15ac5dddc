"""Statistics of a table by age: counted when it is published, and kept with it. Pure.

Birth dates are taken away some time after a contest; what was counted of them stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from campaigns.contests.entrants.people import age_on

from .ranking import Status, Table

# The youngest of each group; the last one has no end.
AGES_FROM = (0, 11, 16, 19, 23, 31, 36)
UNKNOWN = -1


@dataclass(frozen=True)
class AgeCount:
    """The people of one group.

    Attributes:
        low, high: whole years, both included; high is None for no end, low is ``UNKNOWN`` for
            those whose birth date is not known.
    """

    low: int
    high: int | None
    people: int
    full_mark_people: int


def figures_of(table: Table, birth_dates: Mapping[int, date | None], *, day: date) -> dict:
    """Return what is stored of a table's people by age; the disqualified are not among them.

    Args:
        birth_dates: by id of the entrant.
        day: on which the age is counted.
    """
    counts: dict[int, list[int]] = {}
    for row in table.rows:
        if row.status == Status.OUT:
            continue
        born = birth_dates.get(row.entrant)
        low = UNKNOWN if born is None else _group(age_on(born, day))
        people = counts.setdefault(low, [0, 0])
        people[0] += 1
        people[1] += row.full_mark_attempts > 0
    return {"day": day.isoformat(), "ages": [[low, *counts[low]] for low in sorted(counts)]}


def ages_in(figures: Mapping) -> list[AgeCount]:
    """Return what :func:`figures_of` stored, the youngest first, the unknown last."""
    ends = {low: following - 1 for low, following in pairwise(AGES_FROM)}
    found = [AgeCount(low, ends.get(low), *numbers) for low, *numbers in figures.get("ages", ())]
    return sorted(found, key=lambda each: (each.low == UNKNOWN, each.low))


def _group(age: int) -> int:
    return max(low for low in AGES_FROM if low <= max(age, 0))
