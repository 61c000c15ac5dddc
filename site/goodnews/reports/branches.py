"""Rows by unit: what stands directly below a unit, each with its whole branch."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext as _

from goodnews.stats.days import Days
from goodnews.stats.ledger import values_of
from goodnews.units.models import Unit

from .rows import ResultRow, of_units
from .tables import Asked, Column, TableRow

UNIT_FIELDS = ("name", "short_name", "path", "depth", "numchild", "kind", "valid_from", "valid_to")


@dataclass(frozen=True)
class Branches:
    """Rows that do not overlap, so that they add up.

    Attributes:
        unit_ids: every unit whose values are counted; None for all, those of no unit too.
    """

    rows: list[ResultRow]
    unit_ids: list[int] | None


def units_of(scope: Unit | None) -> list[Unit]:
    """Return ``scope`` and everything below it; all units without one."""
    units = Unit.objects.all() if scope is None else Unit.objects.within(scope)
    return list(units.only(*UNIT_FIELDS))


def unit_ids_of(scope: Unit | None) -> list[int] | None:
    """Return the units whose values belong to ``scope``; None for all."""
    if scope is None:
        return None
    return list(Unit.objects.within(scope).order_by().values_list("pk", flat=True))


def read_branches(asked: Asked, metrics: tuple[str, ...]) -> Branches:
    """Return a row for each unit directly below the one asked for, and one for itself."""
    units = units_of(asked.scope)
    # Without a scope the top of the tree stands beside what is directly below it.
    depth = 2 if asked.scope is None else asked.scope.depth + 1
    rows = _empty_rows(units, depth)
    row_of = {unit.pk: rows[unit.path[: depth * Unit.steplen]] for unit in units}
    unit_ids = None if asked.scope is None else list(row_of)
    homeless = ResultRow(_("Without a unit"))
    values = of_units(values_of(asked.days).filter(metric__in=metrics), unit_ids)
    grouped = values.values_list("metric", "unit_id", "dimension").annotate(total=Sum("value"))
    for metric, unit_id, dimension, total in grouped:
        row_of.get(unit_id, homeless).add(metric, dimension, int(total))
    shown = [row for row in rows.values() if not row.is_empty or _existed(row.unit, asked.days)]
    if not homeless.is_empty:
        shown.append(homeless)
    return Branches(shown, unit_ids)


def table_row(row: ResultRow, columns: list[Column]) -> TableRow:
    """Return ``row`` as a line of a table."""
    return TableRow(
        row.label,
        [column.figure(row) for column in columns],
        order=row.order,
        unit_id=row.unit.pk if row.unit and row.is_branch else None,
    )


def _empty_rows(units: list[Unit], depth: int) -> dict[str, ResultRow]:
    """Return a row for each unit down to ``depth``, by its path."""
    rows = {}
    for unit in units:
        if unit.depth > depth:
            continue
        is_branch = unit.depth == depth and unit.numchild > 0
        is_alone = unit.depth == depth or not unit.numchild
        label = unit.name if is_alone else _("%(unit)s (itself)") % {"unit": unit.name}
        rows[unit.path] = ResultRow(label, unit, is_branch, is_top=not is_alone)
    return rows


def _existed(unit: Unit, days: Days) -> bool:
    return unit.valid_from <= days.last and (unit.valid_to is None or unit.valid_to >= days.first)
