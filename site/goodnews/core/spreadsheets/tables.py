"""Rows of somebody's table made into records. Pure: rows in, records and faults out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter, range_boundaries

from goodnews.core.folding import fold

from .cells import BROKEN, FORMULA, CellRefusedError, NoValue, Reader, tidy

# Titles and remarks may stand above the headings.
HEADING_ROWS = 10
# Rows of the template whose key is this are shown, not read.
EXAMPLE_KEY = "VÍ DỤ"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        key: its name in the records.
        heading: what stands above it: a part of the file, Vietnamese in every language.
        read: makes the cell's value into the record's.
        aliases: other headings that people write.
        choices: values that the file offers in a list.
        is_needed: the table cannot be read without it.
        example: what the template shows.
        note: what the template says about it.
    """

    key: str
    heading: str
    read: Reader
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    is_needed: bool = False
    example: Any = None
    note: str = ""
    width: int = 18


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which cell; row 0 is the file as a whole."""

    row: int
    column: str
    heading: str
    message: str

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row}" if self.row else ""


@dataclass(frozen=True)
class Record:
    """One row: the values that were given, by key. An empty cell gives none."""

    row: int
    values: dict[str, Any]

    def get(self, key: str):
        return self.values.get(key)


@dataclass
class Table:
    """What a file says: its records and its faults."""

    columns: Sequence[Column]
    letters: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _refused: set[tuple[int, str]] = field(default_factory=set)

    def refuse(self, row: int, key: str, message: str) -> None:
        """Note a fault in the cell of ``key``, whether the file has that column or not.

        The first fault of a cell is enough: those after it follow from it.
        """
        heading = next(column.heading for column in self.columns if column.key == key)
        if (row, heading) not in self._refused:
            self._refused.add((row, heading))
            self.faults.append(Fault(row, self.letters.get(key, ""), heading, message))

    def sort(self) -> None:
        self.faults.sort(key=lambda fault: (fault.row, len(fault.column), fault.column))


def read_table(
    rows: Iterable[Sequence[Any]],
    columns: Sequence[Column],
    merged: Iterable[str] = (),
    *,
    has_key: bool = True,
) -> Table:
    """Read ``rows`` (the first is row 1) by the headings that stand above them.

    Args:
        has_key: the first of ``columns`` is the key: a row without it and two rows with the
            same are faults. Else it may be empty, and the caller knows what tells rows apart.
    """
    table = Table(columns)
    places, heading_row = {}, 0
    for number, cells in enumerate(rows, start=1):
        if not heading_row:
            places = _places(cells, columns)
            if all(column.key in places for column in columns if column.is_needed):
                heading_row = number
                _note_headings(table, cells, places, number)
            elif number == HEADING_ROWS:
                break
        elif any(not _is_empty(cell) for cell in cells):
            _read_row(table, number, cells, places, has_key=has_key)
    if not heading_row:
        _refuse_without_headings(table)
    elif not table.records and not table.faults:
        table.faults.append(Fault(0, "", "", _("There are no rows below the headings.")))
    _refuse_merged(table, merged, heading_row)
    if has_key:
        _refuse_twice(table)
    table.sort()
    return table


def heading_key(text: object) -> str:
    """Return a heading without case, marks, spaces and signs: "Mã  đơn vị *" → "madonvi"."""
    return re.sub(r"[^0-9a-z]", "", fold(str(text)))


def _is_empty(cell: Any) -> bool:
    return cell is None or (not isinstance(cell, NoValue) and not tidy(cell))


def _places(cells: Sequence[Any], columns: Sequence[Column]) -> dict[str, int]:
    """Return where each column stands; the first of two with the same heading counts."""
    keys = {}
    for column in columns:
        for name in (column.heading, *column.aliases):
            keys.setdefault(heading_key(name), column.key)
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and heading_key(cell) in keys:
            places.setdefault(keys[heading_key(cell)], place)
    return places


def _note_headings(table: Table, cells, places: dict[str, int], number: int) -> None:
    """Keep the letters of the columns, and refuse a heading that stands twice."""
    table.letters = {key: get_column_letter(place + 1) for key, place in places.items()}
    for place, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        key = next(iter(_places([cell], table.columns)), None)
        if key is not None and places[key] != place:
            message = _("This column stands twice, in %(first)s too. Keep one of them.")
            letter = get_column_letter(place + 1)
            first = {"first": table.letters[key]}
            table.faults.append(Fault(number, letter, tidy(cell), message % first))


def _refuse_without_headings(table: Table) -> None:
    needed = ", ".join(f"“{column.heading}”" for column in table.columns if column.is_needed)
    message = _("The headings were not found in the first %(rows)s rows. Needed: %(needed)s.")
    params = {"rows": HEADING_ROWS, "needed": needed}
    table.faults.append(Fault(0, "", "", message % params))


def _read_row(
    table: Table, number: int, cells: Sequence[Any], places: dict[str, int], *, has_key: bool
) -> None:
    key = table.columns[0].key
    given = {
        column: cells[places[column.key]]
        for column in table.columns
        if column.key in places
        and places[column.key] < len(cells)
        and not _is_empty(cells[places[column.key]])
    }
    if not given:
        return
    values = {}
    for column, cell in given.items():
        try:
            values[column.key] = _read_cell(column, cell)
        except CellRefusedError as error:
            table.refuse(number, column.key, str(error))
    if isinstance(values.get(key), str) and fold(values[key]) == fold(EXAMPLE_KEY):
        table.faults = [fault for fault in table.faults if fault.row != number]
        return
    if has_key and table.columns[0] not in given:
        table.refuse(number, key, _("This cell is empty; the row cannot be told from others."))
    table.records.append(Record(number, values))


def _read_cell(column: Column, cell: Any):
    if cell is FORMULA:
        raise CellRefusedError(_("There is a formula here. Copy the cell and paste its value."))
    if cell is BROKEN:
        raise CellRefusedError(_("The spreadsheet shows an error here. Write the value."))
    return column.read(cell)


def _refuse_merged(table: Table, merged: Iterable[str], heading_row: int) -> None:
    for cells in merged:
        try:
            left, top, _right, bottom = range_boundaries(cells)
        except ValueError:
            continue
        if bottom > heading_row:
            message = _("The cells %(cells)s are merged. Unmerge them and fill in each one.")
            row, letter = max(top, heading_row + 1), get_column_letter(left)
            table.faults.append(Fault(row, letter, "", message % {"cells": cells}))


def _refuse_twice(table: Table) -> None:
    key = table.columns[0].key
    first: dict[str, int] = {}
    for record in table.records:
        value = record.get(key)
        if value is None:
            continue
        before = first.setdefault(value.casefold(), record.row)
        if before != record.row:
            message = _("“%(value)s” stands in row %(row)s already.")
            table.refuse(record.row, key, message % {"value": value, "row": before})
