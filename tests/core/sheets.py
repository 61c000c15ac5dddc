"""XLSX files as people make them, for the tests of every room that reads them."""

from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook


def make_sheet(rows: Iterable[Iterable], *, title: str = "Sheet1", merged: Iterable[str] = ()):
    """Return the bytes of a workbook whose first sheet holds ``rows``."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
