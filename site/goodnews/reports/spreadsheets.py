"""A report as a spreadsheet."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from goodnews.core.spreadsheets.cells import escaped

from .tables import Column, Figure, ReportTable, TableRow

LINE = Side(style="thin", color="9FB0C3")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEADING_FILL = PatternFill("solid", fgColor="E3F0FC")
HEADING_ROW = 5
# What a cell of Excel holds.
LONGEST_TEXT = 32_000


def spreadsheet(tables: Sequence[tuple[str, ReportTable]], *, heads: Sequence[str]) -> bytes:
    """Return the tables as an XLSX file, each on a sheet of its own below the same heads."""
    book = Workbook()
    for place, (name, table) in enumerate(tables):
        sheet = book.active if place == 0 else book.create_sheet()
        sheet.title = name
        _write_table(sheet, table, heads)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_table(sheet, table: ReportTable, heads: Sequence[str]) -> None:
    _write_head(sheet, heads, 2 + len(table.columns))
    _write_headings(sheet, table)
    for number, row in enumerate(table.rows, start=1):
        _write_row(sheet, HEADING_ROW + 1 + number, number, row, table.columns)
    last = HEADING_ROW + 1 + len(table.rows)
    if table.totals:
        last += 1
        _write_row(sheet, last, "", table.totals, table.columns, is_bold=True)
    _write_foot(sheet, last + 2, table)
    _set_page(sheet, last, table)


def cell_value(figure: Figure):
    """Return a figure as a cell holds it: numbers and days as such, text neutralised."""
    return escaped(figure)[:LONGEST_TEXT] if isinstance(figure, str) else figure


def _write_head(sheet, heads: Sequence[str], width: int) -> None:
    for row, text in enumerate(heads, start=1):
        cell = sheet.cell(row, 1, escaped(text))
        cell.font = Font(bold=row != len(heads), size=14 if row == 1 else 12)
        cell.alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _write_headings(sheet, table: ReportTable) -> None:
    for column, name in ((1, _("No.")), (2, table.heading)):
        sheet.cell(HEADING_ROW, column, escaped(name))
        sheet.merge_cells(
            start_row=HEADING_ROW, end_row=HEADING_ROW + 1, start_column=column, end_column=column
        )
    column = 3
    for name, width in table.groups:
        sheet.cell(HEADING_ROW, column, escaped(str(name)))
        sheet.merge_cells(
            start_row=HEADING_ROW,
            end_row=HEADING_ROW,
            start_column=column,
            end_column=column + width - 1,
        )
        column += width
    for number, heading in enumerate(table.columns, start=3):
        sheet.cell(HEADING_ROW + 1, number, escaped(str(heading.label)))
    for row in sheet.iter_rows(
        min_row=HEADING_ROW, max_row=HEADING_ROW + 1, max_col=2 + len(table.columns)
    ):
        for cell in row:
            cell.font, cell.fill, cell.border = Font(bold=True), HEADING_FILL, BORDER
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _write_row(
    sheet, at: int, number, row: TableRow, columns: list[Column], *, is_bold: bool = False
) -> None:
    for place, value in enumerate((number, row.label, *row.figures), start=1):
        cell = sheet.cell(at, place, cell_value(value))
        cell.border = BORDER
        cell.font = Font(bold=is_bold)
        if isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"
        is_text = place == 2 or (place > 2 and columns[place - 3].is_text)
        cell.alignment = Alignment(
            horizontal="left" if is_text else "center", vertical="center", wrap_text=True
        )


def _write_foot(sheet, at: int, table: ReportTable) -> None:
    lines = [*table.notes, *(f"{summary}: {text}." for summary, text in table.details)]
    for offset, line in enumerate(lines):
        sheet.cell(at + offset, 2, cell_value(line))


def _set_page(sheet, last: int, table: ReportTable) -> None:
    width = 2 + len(table.columns)
    sheet.column_dimensions["A"].width = 6
    sheet.column_dimensions["B"].width = 38
    for number, column in enumerate(table.columns, start=3):
        sheet.column_dimensions[get_column_letter(number)].width = 22 if column.is_text else 11
    sheet.freeze_panes = sheet.cell(HEADING_ROW + 2, 3)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    notes = len(table.notes) + len(table.details)
    sheet.print_area = f"A1:{get_column_letter(width)}{last + 2 + notes}"
