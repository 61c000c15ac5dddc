"""The units of the invented province."""

from datetime import date, datetime

from goodnews.demo.reading import read_toml
from goodnews.units.models import Headcount, Unit
from goodnews.units.services import add_unit, merge_units

# The day on which the communes were merged and the district level ended.
MERGED_ON = date(2025, 7, 1)
PROVINCE = "tinh-doan"
SOURCE = "Báo cáo minh họa"


def load_units(*, now: datetime) -> dict[str, Unit]:
    """Add the units with headcounts, and merge two of them; return them by key."""
    rows = read_toml("units.toml")["unit"]
    units: dict[str, Unit] = {}
    for row in rows:
        parent = None if row["key"] == PROVINCE else units[row.get("parent", PROVINCE)]
        units[row["key"]] = add_unit(
            parent=parent,
            name=row["name"],
            short_name=row["short_name"],
            code=row["code"],
            kind=row["kind"],
            valid_from=row["valid_from"],
        )
        _count_heads(units[row["key"]], row["headcounts"])
    _merge(rows, units, now=now)
    # Read again: the tree's numbers changed with every child.
    return {key: Unit.objects.get(pk=unit.pk) for key, unit in units.items()}


def _count_heads(unit: Unit, headcounts: dict[str, list[int]]) -> None:
    for day, (member_count, youth_count) in headcounts.items():
        Headcount.objects.create(
            unit=unit,
            counted_on=date.fromisoformat(day),
            member_count=member_count,
            youth_count=youth_count,
            source=SOURCE,
        )


def _merge(rows: list[dict], units: dict[str, Unit], *, now: datetime) -> None:
    targets = {row["merged_into"] for row in rows if "merged_into" in row}
    for target in sorted(targets):
        ending = [units[row["key"]] for row in rows if row.get("merged_into") == target]
        merge_units(units=ending, into=units[target], on=MERGED_ON, now=now)
