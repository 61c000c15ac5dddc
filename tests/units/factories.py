"""Units with fixed values: all begin on 1 January 2020."""

from datetime import date

from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit
from goodnews.units.services import add_unit

FOUNDED = date(2020, 1, 1)


def make_unit(
    name: str = "Tỉnh Đoàn Minh Họa",
    *,
    parent: Unit | None = None,
    kind: UnitKind = UnitKind.COMMUNE,
    code: str | None = None,
    valid_from: date = FOUNDED,
    valid_to: date | None = None,
) -> Unit:
    """Return a unit whose code is its number in the table."""
    return add_unit(
        parent=parent,
        name=name,
        kind=kind if parent else UnitKind.PROVINCE,
        code=code or f"DV-{Unit.objects.count() + 1:03}",
        valid_from=valid_from,
        valid_to=valid_to,
    )
