"""The registry of what units own: rooms above say what moves when units are merged or split.

Each room registers its own tables when it starts; this room knows none of them.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

# Code of the units below, which this room moves itself.
CHILDREN = "units"
# What a split asks for once: where all goes that is not assigned singly.
WORK = "work"


def point_to(rows: QuerySet, unit, now: datetime) -> None:
    """Write ``unit`` into the column of that name."""
    rows.update(unit=unit)


@dataclass(frozen=True)
class Belonging:
    """Rows of one kind that belong to units.

    Attributes:
        code: its name in forms; letters and hyphens.
        label: what the rows are, for the person who decides ("waiting stories").
        rows: returns the rows of the units with these keys.
        moves: False for what stays with the unit that ends, for history.
        is_assigned_singly: a split asks for each row where it goes, not once for all.
        move: writes the rows to a unit; they are locked.
        order: smaller numbers are moved and shown first.
    """

    code: str
    label: str
    rows: Callable[[Collection[int]], QuerySet]
    moves: bool = True
    is_assigned_singly: bool = False
    move: Callable[[QuerySet, object, datetime], None] = point_to
    order: int = 100


_belongings: dict[str, Belonging] = {}


def register_belonging(belonging: Belonging) -> None:
    """Let mergers and splits know of ``belonging``.

    Raises:
        ValueError: another one has its code.
    """
    if belonging.code in _belongings or belonging.code in (CHILDREN, WORK):
        raise ValueError(f"two belongings are called {belonging.code}")
    _belongings[belonging.code] = belonging


def all_belongings() -> list[Belonging]:
    """Return what is registered, in the order in which it moves."""
    return sorted(_belongings.values(), key=lambda belonging: (belonging.order, belonging.code))
