"""The parts that every document of the office is made of."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from goodnews.core.spreadsheets.cells import CONTROL_CHARACTERS

from .heads import DocumentHead

# Decree 30/2020/NĐ-CP and the Youth Union's own guidance ask for it by name.
FONT = "Times New Roman"
CENTRE, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)


def new_document(*, is_turned: bool = False):
    """Return an empty A4 document, ``is_turned`` on its side, in Vietnamese."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if is_turned:
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
    return document


def content_of(document) -> bytes:
    """Return ``document`` as a DOCX file."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def room_of(document) -> int:
    """Return how wide the text of ``document`` may be."""
    section = document.sections[0]
    return section.page_width - section.left_margin - section.right_margin


def write_head(document, head: DocumentHead, on: date) -> None:
    """Write who sends it on the left, under which heading and when on the right."""
    left, right = borderless_cells(document, 2)
    for line in head.superior:
        write_line(left, line, align=CENTRE)
    for line in head.issuer:
        write_line(left, line, is_bold=True, align=CENTRE)
    write_line(left, "***", align=CENTRE)
    write_line(left, f"Số:        -{head.number_suffix}", align=CENTRE)
    first, *others = head.motto or [""]
    write_line(right, first, is_bold=True, align=CENTRE, is_underlined=not others)
    for line in others:
        write_line(right, line, is_bold=True, align=CENTRE, is_underlined=line is others[-1])
    place = f"{head.place}, " if head.place else ""
    day = f"{place}ngày {on.day:02d} tháng {on.month:02d} năm {on.year}"
    write_line(right, day, is_italic=True, align=CENTRE, before=6)


def write_signatures(cells: Sequence, signatures: Sequence[tuple[str, str]]) -> None:
    """Leave room to sign in ``cells``: for each the position above and the name below."""
    for cell, (position, name) in zip(cells, signatures, strict=True):
        for line in position.splitlines():
            write_line(cell, line, is_bold=True, align=CENTRE)
        for _line in range(4):
            write_line(cell, "", align=CENTRE)
        write_line(cell, name, is_bold=True, align=CENTRE)


def write_line(
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
    """Write a paragraph into a document or a cell.

    Args:
        keeps: it stays on one sheet with what follows.
    """
    paragraphs = where.paragraphs
    is_fresh = hasattr(where, "_tc") and len(paragraphs) == 1 and not paragraphs[0].runs
    paragraph = paragraphs[0] if is_fresh else where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.keep_with_next = keeps
    run = paragraph.add_run(CONTROL_CHARACTERS.sub("", text))
    run.bold, run.italic, run.underline = is_bold, is_italic, is_underlined
    run.font.size = Pt(size)


def borderless_cells(document, count: int) -> list:
    """Return the cells of one row without lines, their first paragraph not yet written."""
    grid = document.add_table(rows=1, cols=count)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    keep_whole(grid.rows[0])
    return list(grid.rows[0].cells)


def new_grid(document, *, rows: int, columns: int):
    """Return an empty table with lines, as wide as its cells are made."""
    grid = document.add_table(rows=rows, cols=columns)
    grid.style, grid.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    return grid


def fill_cell(cell, text: str, *, is_bold: bool = False, align=CENTRE) -> None:
    """Write ``text`` into a cell of a table with lines."""
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    for other in cell.paragraphs[1:]:
        other._element.getparent().remove(other._element)
    paragraph.alignment = align
    run = paragraph.add_run(CONTROL_CHARACTERS.sub("", text))
    run.bold, run.font.size = is_bold, Pt(11)


def set_widths(grid, widths: Sequence[int]) -> None:
    """Make the columns of ``grid`` so wide; Word reads the width of every cell."""
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for row in grid.rows:
        for cell, width in zip(row._tr.tc_lst, _merged(row, widths), strict=True):
            cell.width = width


def finish_grid(grid) -> None:
    """Keep each row on one sheet, and the last with what follows: no signature stands alone."""
    for row in grid.rows:
        keep_whole(row)
    for cell in grid.rows[-1].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def repeat_on_each_sheet(row) -> None:
    """Make ``row`` a heading of its table."""
    _mark(row, "w:tblHeader")


def keep_whole(row) -> None:
    """Let no sheet end within ``row``."""
    _mark(row, "w:cantSplit")


def _mark(row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _merged(row, widths: Sequence[int]) -> list[int]:
    """Return the widths of the cells of ``row``, of which some span several columns."""
    found, place = [], 0
    for cell in row._tr.tc_lst:
        found.append(sum(widths[place : place + cell.grid_span]))
        place += cell.grid_span
    return found
