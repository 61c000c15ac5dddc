"""The tree of units as a spreadsheet that can be read in again."""

from datetime import date

from goodnews.core.spreadsheets.writing import write_table, write_template

from .models import Headcount, Unit
from .sheets import COLUMNS, KIND_NAMES, SHEET_TITLE


def export_units(*, day: date) -> bytes:
    """Return all units in the order of the tree, each with its headcount on ``day``."""
    units = list(Unit.objects.order_by("path"))
    codes = {unit.path: unit.code for unit in units}
    headcounts = {count.unit_id: count for count in Headcount.objects.valid_on(day)}
    return write_table(
        title=SHEET_TITLE,
        columns=COLUMNS,
        rows=(_row(unit, codes, headcounts.get(unit.pk)) for unit in units),
    )


def export_template() -> bytes:
    """Return an empty table of units with an example."""
    return write_template(title=SHEET_TITLE, columns=COLUMNS)


def _row(unit: Unit, codes: dict[str, str], headcount: Headcount | None) -> dict:
    return {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": KIND_NAMES[unit.kind],
        "parent_code": codes.get(unit.path[: -Unit.steplen]),
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "youth_count": headcount and headcount.youth_count,
        "member_count": headcount and headcount.member_count,
        "counted_on": headcount and headcount.counted_on,
    }
