"""A report as a Word file, in the form in which offices send it upward."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from goodnews.core.spreadsheets.cells import CONTROL_CHARACTERS

from .models import ReportSettings
from .tables import ReportTable, TableRow

# Decree 30/2020/NĐ-CP and the Youth Union's own guidance ask for it by name.
FONT = "Times New Roman"
CENTRE, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
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
    document = Document()
    _set_page(document, max(len(table.columns) for _name, table in letter.tables))
    _write_head(document, letter.settings, letter.on)
    for line in letter.title.splitlines():
        _write(document, line.upper(), size=14, is_bold=True, align=CENTRE, before=6)
    for line in letter.lines:
        _write(document, line, size=13, align=CENTRE)
    for name, table in letter.tables:
        if name:
            _write(document, name, size=13, is_bold=True, before=12, keeps=True)
        _write_table(document, table)
        for line in [*table.notes, *(f"{summary}: {text}." for summary, text in table.details)]:
            _write(document, f"- {line}", size=12, before=3, keeps=True)
    _write_foot(document, letter)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_page(document, column_count: int) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if column_count > MOST_UPRIGHT:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)


def _write_head(document, settings: ReportSettings, on: date) -> None:
    """Write who sends it on the left, under which heading and when on the right."""
    left, right = _borderless(document, 2)
    for line in settings.superior.splitlines():
        _write(left, line, align=CENTRE)
    for line in settings.issuer_lines:
        _write(left, line, is_bold=True, align=CENTRE)
    _write(left, "***", align=CENTRE)
    _write(left, f"Số:        -{settings.number_suffix}", align=CENTRE)
    first, *others = settings.motto.splitlines() or [""]
    _write(right, first, is_bold=True, align=CENTRE, is_underlined=not others)
    for line in others:
        _write(right, line, is_bold=True, align=CENTRE, is_underlined=line is others[-1])
    place = f"{settings.place}, " if settings.place else ""
    day = f"{place}ngày {on.day:02d} tháng {on.month:02d} năm {on.year}"
    _write(right, day, is_italic=True, align=CENTRE, before=6)


def _write_table(document, table: ReportTable) -> None:
    if not table.rows:
        _write(document, table.empty or _("There are no figures."), is_italic=True, before=6)
        return
    width = 2 + len(table.columns)
    grid = document.add_table(rows=2, cols=width)
    grid.style, grid.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    _write_headings(grid, table)
    for number, row in enumerate(table.rows, start=1):
        _write_row(grid, table, str(number), row)
    if table.totals:
        _write_row(grid, table, "", table.totals, is_bold=True)
    _set_widths(document, grid, table)
    for row in grid.rows:
        _keep_whole(row)
    # The signature never stands on a sheet by itself.
    for cell in grid.rows[-1].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _write_headings(grid, table: ReportTable) -> None:
    upper, lower = grid.rows
    for place, name in enumerate((_("No."), table.heading)):
        _fill(upper.cells[place].merge(lower.cells[place]), name, is_bold=True)
    place = 2
    for name, width in table.groups:
        _fill(upper.cells[place].merge(upper.cells[place + width - 1]), str(name), is_bold=True)
        place += width
    for place, column in enumerate(table.columns, start=2):
        _fill(lower.cells[place], str(column.label), is_bold=True)
    for row in (upper, lower):
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)


def _write_row(
    grid, table: ReportTable, number: str, row: TableRow, *, is_bold: bool = False
) -> None:
    cells = grid.add_row().cells
    _fill(cells[0], number, is_bold=is_bold)
    _fill(cells[1], row.label, is_bold=is_bold, align=LEFT)
    for cell, text, column in zip(cells[2:], row.cells, table.columns, strict=True):
        _fill(cell, text, is_bold=is_bold, align=LEFT if column.is_text else CENTRE)


def _fill(cell, text: str, *, is_bold: bool = False, align=CENTRE) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    for other in cell.paragraphs[1:]:
        other._element.getparent().remove(other._element)
    paragraph.alignment = align
    run = paragraph.add_run(CONTROL_CHARACTERS.sub("", text))
    run.bold, run.font.size = is_bold, Pt(11)


def _set_widths(document, grid, table: ReportTable) -> None:
    """Give the names twice the room of a figure; Word reads the width of every cell."""
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin - NUMBER_WIDTH
    shares = [NAME_ROOM, *(column.room for column in table.columns)]
    widths = [NUMBER_WIDTH, *(int(room * share / sum(shares)) for share in shares)]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        for cell, width in zip(row._tr.tc_lst, _merged(row, widths), strict=True):
            cell.width = width


def _merged(row, widths: list[int]) -> list[int]:
    """Return the widths of the cells of ``row``, of which some span several columns."""
    found, place = [], 0
    for cell in row._tr.tc_lst:
        found.append(sum(widths[place : place + cell.grid_span]))
        place += cell.grid_span
    return found


def _keep_whole(row) -> None:
    mark = OxmlElement("w:cantSplit")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _write_foot(document, letter: Letter) -> None:
    """Leave room for the signatures; whom it goes to stands on the left where one signs alone."""
    _write(document, "", keeps=True)
    recipients = [line.strip(" -;.") for line in letter.settings.recipients.splitlines()]
    is_alone = len(letter.signatures) == 1
    cells = _borderless(document, len(letter.signatures) + is_alone)
    if is_alone:
        _write(cells[0], _("Recipients:"), size=12, is_bold=True, is_italic=True)
        for line in [*(f"{name};" for name in recipients if name), _("Filed.")]:
            _write(cells[0], f"- {line}", size=11)
        cells = cells[1:]
    for cell, (position, name) in zip(cells, letter.signatures, strict=True):
        for line in position.splitlines():
            _write(cell, line, is_bold=True, align=CENTRE)
        for _line in range(4):
            _write(cell, "", align=CENTRE)
        _write(cell, name, is_bold=True, align=CENTRE)


def _borderless(document, count: int) -> list:
    """Return the cells of one row without lines, their first paragraph not yet written."""
    grid = document.add_table(rows=1, cols=count)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    _keep_whole(grid.rows[0])
    return list(grid.rows[0].cells)


def _write(
    where,
    text: str,
    *,
    size: int = 13,
    align=LEFT,
    before: int = 0,
    is_bold: bool = False,
    is_italic: bool = False,
    is_underlined: bool = False,
    keeps: bool = False,
) -> None:
    paragraphs = where.paragraphs
    is_fresh = hasattr(where, "_tc") and len(paragraphs) == 1 and not paragraphs[0].runs
    paragraph = paragraphs[0] if is_fresh else where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = keeps
    run = paragraph.add_run(CONTROL_CHARACTERS.sub("", text))
    run.bold, run.italic, run.underline = is_bold, is_italic, is_underlined
    run.font.size = Pt(size)
