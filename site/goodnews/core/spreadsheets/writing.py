"""Tables written as XLSX: nothing in them runs, and they can be read in again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .cells import escaped, escaped_lines
from .files import MAX_ROWS
from .tables import EXAMPLE_KEY, Column

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADING_FILL = PatternFill("solid", fgColor="FFDCE6F2")
NOTES_TITLE = "Hướng dẫn"


def write_table(*, title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]):
    """Return the XLSX file of ``rows`` as bytes."""
    return content_of(_workbook(title, columns, rows))


def write_template(*, title: str, columns: Sequence[Column]) -> bytes:
    """Return an empty table with an example, and a sheet that says what each column wants."""
    example = {column.key: column.example for column in columns}
    example[columns[0].key] = EXAMPLE_KEY
    workbook = _workbook(title, columns, [example])
    notes = workbook.create_sheet(NOTES_TITLE)
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 26, 90
    notes.append([heading_cell(notes, "Cột"), heading_cell(notes, "Cách điền")])
    for column in columns:
        notes.append([column.heading, column.note])
    notes.append(["Ô trống", "Giữ nguyên điều đang có trên hệ thống."])
    notes.append([f"Dòng “{EXAMPLE_KEY}”", "Chỉ để xem, không được nhập; để lại hay xóa đều được."])
    return content_of(workbook)


def as_download(
    content: bytes | str, filename: str, *, content_type: str = CONTENT_TYPE
) -> HttpResponse:
    """Return ``content`` as a file that no cache keeps."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _workbook(title: str, columns: Sequence[Column], rows) -> Workbook:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        if column.choices:
            offered = DataValidation("list", formula1=f'"{",".join(column.choices)}"')
            # A list to choose from; several roles in one cell must stay possible.
            offered.showErrorMessage = False
            offered.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
            sheet.data_validations.append(offered)
    sheet.append([heading_cell(sheet, column.heading) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, row.get(column.key)) for column in columns])
    return workbook


def say_size(sheet, *, columns: int, rows: int) -> None:
    """Let a sheet that is written row by row say its size, before its first row.

    openpyxl reads a sheet that says none to its end only to learn its size.

    Source: openpyxl.worksheet._writer.WorksheetWriter.write_dimensions, openpyxl 3.1.
    """
    size = f"A1:{get_column_letter(columns)}{rows}"
    sheet.calculate_dimension = lambda: size


def heading_cell(sheet, text: str) -> WriteOnlyCell:
    """Return a cell of the first row."""
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = Font(bold=True), HEADING_FILL
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet, value: Any):
    if isinstance(value, str):
        return _safe_cell(sheet, escaped(value))
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def text_cell(sheet, text: str) -> WriteOnlyCell:
    """Return a cell that no spreadsheet runs or counts with; its lines stay."""
    return _safe_cell(sheet, escaped_lines(text))


def _safe_cell(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    # openpyxl takes "#N/A" for an error, a spreadsheet "001" for a 1.
    cell.data_type, cell.number_format = "s", "@"
    return cell


def content_of(workbook: Workbook) -> bytes:
    """Return ``workbook`` as an XLSX file."""
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
