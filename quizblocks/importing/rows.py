"""The questions of a file on their way to the bank, as they travel with the form."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from quizblocks.formats.items import (
    Item,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
    ItemPicture,
    Reading,
)

MOST_QUESTIONS = 10_000
PARTS = {"choices": ItemChoice, "numbers": ItemNumber, "pairs": ItemPair}
ITEM_FIELDS = tuple(each.name for each in fields(Item))
PART_FIELDS = {name: tuple(each.name for each in fields(part)) for name, part in PARTS.items()}


class RowsRefusedError(Exception):
    """There is nothing to import, or too much at once; ``message`` is for the sender."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class Row:
    """One question of the file.

    Attributes:
        item: what was read, or as much of it as could be told where there is a fault.
        fault: what the reader refused; "" once the question has been mended.
    """

    item: Item
    fault: str = ""
    is_left_out: bool = False

    @property
    def place(self) -> str:
        return self.item.place


def rows_of(reading: Reading, *, guess: Callable[[str], Item] | None = None) -> tuple[Row, ...]:
    """Return the questions and the faults of ``reading`` in the order of the file.

    Args:
        guess: returns what can be told of the question at a place that has a fault.

    Raises:
        RowsRefusedError: there is no question in it, or there are too many.
    """
    guess = guess or empty_item
    messages: dict[str, list[str]] = {}
    for fault in reading.faults:
        messages.setdefault(fault.place, []).append(fault.message)
    refused = [Row(guess(place), fault=" ".join(said)) for place, said in messages.items()]
    rows = [*(Row(item) for item in reading.items), *refused]
    if not rows:
        raise RowsRefusedError(_("There is no question in it."))
    if not any(row.item.stem for row in rows):
        # A fault of the file as a whole: nothing that could be mended.
        raise RowsRefusedError(refused[0].fault)
    if len(rows) > MOST_QUESTIONS:
        message = _("There are more than %(most)s questions. Cut the file into several.")
        raise RowsRefusedError(message % {"most": MOST_QUESTIONS})
    return tuple(sorted(rows, key=lambda row: place_number(row.place)))


def empty_item(place: str) -> Item:
    """Return a question of which nothing is known but its place."""
    return Item(kind=ItemKind.SINGLE, stem="", place=place)


def place_number(place: str) -> int:
    """Return the number in a place, to sort by: "dòng 12" → 12."""
    number = re.search(r"\d{1,9}", place)
    return int(number[0]) if number else 0


def place_name(place: str) -> str:
    """Return a place as a sentence says it: "12" → "line 12"."""
    return _("line %(place)s") % {"place": place} if place.isdigit() else place


def packed_rows(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return ``rows`` as plain values; :func:`unpacked_rows` gives them back."""
    return [
        {
            "item": _packed_item(row.item),
            **({"fault": row.fault} if row.fault else {}),
            **({"out": True} if row.is_left_out else {}),
        }
        for row in rows
    ]


def unpacked_rows(values: list[dict[str, Any]]) -> tuple[Row, ...]:
    """Return the rows that :func:`packed_rows` packed."""
    return tuple(
        Row(_unpacked_item(value["item"]), value.get("fault", ""), value.get("out", False))
        for value in values
    )


def _packed_item(item: Item) -> dict[str, Any]:
    values = {}
    for name in ITEM_FIELDS:
        value = getattr(item, name)
        if not value:
            continue
        if name in PARTS:
            value = [[_plain(getattr(part, own)) for own in PART_FIELDS[name]] for part in value]
        elif name == "gaps":
            value = [list(texts) for texts in value]
        elif name == "picture":
            value = _plain(value)
        values[name] = list(value) if isinstance(value, tuple) else value
    return values


def _plain(value):
    if isinstance(value, ItemPicture):
        return [value.alt, value.image]
    return str(value) if isinstance(value, Fraction) else value


def _unpacked_item(values: dict[str, Any]) -> Item:
    read = dict(values)
    read["kind"] = ItemKind(read["kind"])
    read.setdefault("stem", "")
    for name, part in PARTS.items():
        read[name] = tuple(_unpacked_part(part, cells) for cells in read.get(name, ()))
    read["picture"] = _unpacked_picture(read.get("picture"))
    read["gaps"] = tuple(tuple(texts) for texts in read.get("gaps", ()))
    for name in ("steps", "tags"):
        read[name] = tuple(read.get(name, ()))
    return Item(**read)


def _unpacked_picture(cell) -> ItemPicture | None:
    return ItemPicture(cell[0], image=cell[1]) if cell else None


# Of thousands of shares nearly all are none and the whole.
_unpacked_share = lru_cache(maxsize=1024)(Fraction)
UNPACKERS = {Fraction: _unpacked_share, ItemPicture | None: _unpacked_picture}
PART_UNPACKERS = {
    part: tuple(UNPACKERS.get(each.type) for each in fields(part)) for part in PARTS.values()
}


def _unpacked_part(part, cells: list[str]):
    unpackers = PART_UNPACKERS[part]
    return part(
        *(unpack(cell) if unpack else cell for unpack, cell in zip(unpackers, cells, strict=True))
    )
