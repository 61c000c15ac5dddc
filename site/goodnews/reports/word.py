"""A report as a Word file, in the form in which offices send it upward."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from docx.shared import Cm

from goodnews.core.documents.parts import (
    CENTRE,
    LEFT,
    borderless_cells,
    content_of,
    fill_cell,
    finish_grid,
    new_document,
    new_grid,
    repeat_on_each_sheet,
    room_of,
    set_widths,
    write_head,
    write_line,
    write_signatures,
)

from .models import ReportSettings
from .tables import ReportTable, TableRow

# More columns than this need the sheet turned.
MOST_UPRIGHT = 6
NUMBER_WIDTH, NAME_ROOM = Cm(1.1), 3.0


@dataclass(frozen=True)
class Letter:
    """What a document says beside its tables.

    Attributes:
        signatures: who signs, from left to right, each with the name below.
    """

    title: str
    lines: Sequence[str]
    tables: Sequence[tuple[str, ReportTable]]
    settings: ReportSettings
    on: date
    signatures: Sequence[tuple[str, str]]


def word_file(letter: Letter) -> bytes:
    """Return the document as a DOCX file."""
    widest = max(len(table.columns) for _name, table in letter.tables)
    document = new_document(is_turned=widest > MOST_UPRIGHT)
    write_head(document, letter.settings.document_head, letter.on)
    for line in letter.title.splitlines():
        write_line(document, line.upper(), size=14, is_bold=True, align=CENTRE, before=6)
    for line in letter.lines:
        write_line(document, line, size=13, align=CENTRE)
    for name, table in letter.tables:
        if name:
            write_line(document, name, size=13, is_bold=True, before=12, keeps=True)
        _write_table(document, table)
        for line in [*table.notes, *(f"{summary}: {text}." for summary, text in table.details)]:
            write_line(document, f"- {line}", size=12, before=3, keeps=True)
    _write_foot(document, letter)
    return content_of(document)


def _write_table(document, table: ReportTable) -> None:
    if not table.rows:
        text = table.empty or _("There are no figures.")
        write_line(document, text, is_italic=True, before=6)
        return
    grid = new_grid(document, rows=2, columns=2 + len(table.columns))
    _write_headings(grid, table)
    for number, row in enumerate(table.rows, start=1):
        _write_row(grid, table, str(number), row)
    if table.totals:
        _write_row(grid, table, "", table.totals, is_bold=True)
    _share_room(document, grid, table)
    finish_grid(grid)


def _write_headings(grid, table: ReportTable) -> None:
    upper, lower = grid.rows
    for place, name in enumerate((_("No."), table.heading)):
        fill_cell(upper.cells[place].merge(lower.cells[place]), name, is_bold=True)
    place = 2
    for name, width in table.groups:
        fill_cell(upper.cells[place].merge(upper.cells[place + width - 1]), str(name), is_bold=True)
        place += width
    for place, column in enumerate(table.columns, start=2):
        fill_cell(lower.cells[place], str(column.label), is_bold=True)
    for row in (upper, lower):
        repeat_on_each_sheet(row)


def _write_row(
    grid, table: ReportTable, number: str, row: TableRow, *, is_bold: bool = False
) -> None:
    cells = grid.add_row().cells
    fill_cell(cells[0], number, is_bold=is_bold)
    fill_cell(cells[1], row.label, is_bold=is_bold, align=LEFT)
    for cell, text, column in zip(cells[2:], row.cells, table.columns, strict=True):
        fill_cell(cell, text, is_bold=is_bold, align=LEFT if column.is_text else CENTRE)


def _share_room(document, grid, table: ReportTable) -> None:
    """Give the names three times the room of a figure."""
    room = room_of(document) - NUMBER_WIDTH
    shares = [NAME_ROOM, *(column.room for column in table.columns)]
    set_widths(grid, [NUMBER_WIDTH, *(int(room * share / sum(shares)) for share in shares)])


def _write_foot(document, letter: Letter) -> None:
    """Leave room for the signatures; whom it goes to stands on the left where one signs alone."""
    write_line(document, "", keeps=True)
    recipients = [line.strip(" -;.") for line in letter.settings.recipients.splitlines()]
    is_alone = len(letter.signatures) == 1
    cells = borderless_cells(document, len(letter.signatures) + is_alone)
    if is_alone:
        write_line(cells[0], _("Recipients:"), size=12, is_bold=True, is_italic=True)
        for line in [*(f"{name};" for name in recipients if name), _("Filed.")]:
            write_line(cells[0], f"- {line}", size=11)
        cells = cells[1:]
    write_signatures(cells, letter.signatures)
