"""Statistics beside a table: counted when it is published, and kept with it. Pure.

Birth dates are taken away some time after a contest; what was counted of them stays. Who was not
marked yet stands in no table; how many they were is said beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from campaigns.contests.choices import Standing
from campaigns.contests.entrants.people import age_on

from .ranking import Counts, Status, Table

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


def unmarked_figures(table: Table, unmarked: Iterable[tuple[int, str]]) -> dict[str, int]:
    """Return what is stored of the attempts that had no score.

    Args:
        unmarked: entrant and standing of each of them.
    """
    known = {row.entrant for row in table.rows}
    by_standing: dict[str, list[int]] = {Standing.IN: [], Standing.DISQUALIFIED: []}
    for entrant, standing in unmarked:
        by_standing[standing].append(entrant)
    waiting, out = by_standing[Standing.IN], by_standing[Standing.DISQUALIFIED]
    found = {
        "unmarked": len(waiting),
        "unmarked_people": len({*waiting} - known),
        "unmarked_out": len({*out} - known),
    }
    return {name: count for name, count in found.items() if count}


def people_in_all(counts: Counts, figures: Mapping) -> int:
    """Return how many took part, those included who waited for their marks."""
    return counts.people + figures.get("unmarked_people", 0)


def people_out(counts: Counts, figures: Mapping) -> int:
    """Return how many were disqualified, those included who were never marked."""
    return counts.out_people + figures.get("unmarked_out", 0)


def _group(age: int) -> int:
    return max(low for low in AGES_FROM if low <= max(age, 0))
