"""What became of units that were merged while a contest runs."""

from datetime import date

from goodnews.units.models import UnitMerger


def successors_on(day: date) -> dict[int, int]:
    """Return for each unit that was merged by ``day`` the unit that it is part of then."""
    into = dict(UnitMerger.objects.filter(merged_on__lte=day).values_list("unit_id", "into_id"))
    found = {}
    for start in into:
        unit, seen = start, set()
        while unit in into and unit not in seen:
            seen.add(unit)
            unit = into[unit]
        found[start] = unit
    return found


def merged_into(unit: int, day: date) -> list[int]:
    """Return the units that are part of ``unit`` on ``day``, in the order of their ids."""
    return sorted(old for old, new in successors_on(day).items() if new == unit)
