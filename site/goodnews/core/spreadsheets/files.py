"""The rows of an XLSX file that anybody may have made: sizes first, then values."""

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .cells import BROKEN, FORMULA
from .tables import heading_key

MAX_FILE_BYTES = 2 * 1024 * 1024
# 5,000 rows of a dozen columns are 4 MB of XML; openpyxl keeps all texts in memory.
MAX_UNPACKED_BYTES = 24 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 5000
MAX_COLUMNS = 60
LAST_ROW = 1_048_576
MAX_MERGED = 100
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")


class SpreadsheetRefusedError(Exception):
    """The file cannot be read as a table; ``message`` is for its sender."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)


@dataclass
class Sheet:
    """Rows of values from row 1 on, and the ranges of cells that are merged."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def read_sheet(content: bytes, *, title: str) -> Sheet:
    """Return the sheet named ``title``, or the first one.

    Raises:
        SpreadsheetRefusedError: it is no such file, or it is too large.
    """
    _refuse_unless_safe(content)
    try:
        workbook = load_workbook(BytesIO(content), read_only=True)
        wanted = heading_key(title)
        sheets = workbook.worksheets
        sheet = next((one for one in sheets if heading_key(one.title) == wanted), sheets[0])
        merged, last_row = _measure(sheet)
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=last_row, max_col=MAX_COLUMNS) if last_row else ()
        return Sheet([tuple(_value(cell) for cell in row) for row in rows], merged)
    except SpreadsheetRefusedError:
        raise
    except Exception as error:
        # The parser fails in a dozen ways on a damaged file; to the sender they are one.
        message = _("This Excel file is damaged. Open it, save it again as .xlsx and retry.")
        raise SpreadsheetRefusedError(message) from error


def _value(cell) -> Any:
    if cell.data_type == "f":
        return FORMULA
    return BROKEN if cell.data_type == "e" else cell.value


def _refuse_unless_safe(content: bytes) -> None:
    """Refuse what is no XLSX file, or becomes too much when it is unpacked."""
    if len(content) > MAX_FILE_BYTES:
        message = _("This file is larger than 2 MB. Send at most %(rows)s rows, without pictures.")
        raise SpreadsheetRefusedError(message % {"rows": f"{MAX_ROWS:,}".replace(",", ".")})
    if content.startswith(OLD_OFFICE):
        if LOCKED_PART in content:
            raise SpreadsheetRefusedError(_("This file has a password. Save it without one."))
        raise SpreadsheetRefusedError(_("This is an old Excel file. Save it as .xlsx."))
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise SpreadsheetRefusedError(_not_a_spreadsheet()) from error
    if not any(part.filename.startswith("xl/workbook") for part in parts):
        raise SpreadsheetRefusedError(_not_a_spreadsheet())
    if any(part.flag_bits & 1 for part in parts):
        raise SpreadsheetRefusedError(_("This file has a password. Save it without one."))
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        raise SpreadsheetRefusedError(_("This file holds macros. Save it as .xlsx, without them."))
    # zipfile never unpacks more of a part than the size that its entry declares.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise SpreadsheetRefusedError(
            _("This file holds far more than a table of units or people.")
        )


def _not_a_spreadsheet() -> str:
    return _("This is no Excel file (.xlsx). CSV and other files: open them and save as .xlsx.")


def _measure(sheet) -> tuple[list[str], int]:
    """Return the merged ranges and the last row with a value; stop where rows are too many.

    Reading by rows, openpyxl says nothing about merged cells, and it fills every
    gap that a row's number leaves.

    Source: openpyxl.worksheet._read_only.ReadOnlyWorksheet, openpyxl 3.1.5.
    """
    merged: list[str] = []
    last_row, number, filled = 0, 0, 0
    has_value = False
    with sheet._get_source() as source:
        for _event, element in iterparse(source, forbid_dtd=True):
            name = element.tag.rpartition("}")[2]
            if name in ("v", "is", "f"):
                has_value = True
            elif name == "mergeCell" and len(merged) < MAX_MERGED:
                merged.append(element.get("ref", ""))
            elif name == "row":
                number = int(element.get("r", number + 1))
                if has_value:
                    filled, last_row = filled + 1, max(last_row, number)
                has_value = False
                element.clear()
            if filled > MAX_ROWS + 1 or last_row > LAST_ROW:
                raise SpreadsheetRefusedError(_too_many_rows())
    return merged, last_row


def _too_many_rows() -> str:
    message = _("This file has more than %(rows)s rows. Cut it into several files.")
    return message % {"rows": f"{MAX_ROWS:,}".replace(",", ".")}
