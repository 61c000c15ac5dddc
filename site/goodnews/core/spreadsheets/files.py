"""The rows of an XLSX file that anybody may have made: sizes first, then values."""

import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from .cells import BROKEN, FORMULA
from .emphasis import marked_value
from .inline_texts import MarkedWorksheet
from .tables import heading_key

MAX_FILE_BYTES = 2 * 1024 * 1024
# 5,000 rows of a dozen columns are 4 MB of XML; openpyxl keeps all texts in memory.
MAX_UNPACKED_BYTES = 24 * 1024 * 1024
MAX_PARTS = 500
MAX_ROWS = 5000
MAX_COLUMNS = 60
MAX_MERGED = 100
# Each is an object of the parser, looked at or not.
MAX_MERGED_MARKS = 10_000
# Rows without a value are many where somebody has coloured a whole column.
MAX_ROW_MARKS = 50_000
# What a parser takes time for: 10,000 rows of two dozen columns are a million.
MAX_TAGS = 2_000_000
# More cells than this are mostly filled, or nobody wrote them.
MAX_EMPTY_TAGS = 300_000
TAGS_FOR_A_VALUE = 12
PIECE_BYTES = 256 * 1024
# Between two tags; a cell of Excel holds 32,767 characters, each of some bytes.
MAX_TEXT_BYTES = 512 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")


class SpreadsheetRefusedError(Exception):
    """The file cannot be read as a table; ``message`` is for its sender."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)


@dataclass(frozen=True)
class SheetLimits:
    """How much of a table is read; more is refused before anything is built of it.

    Attributes:
        megabytes: of the file as it is sent.
        unpacked_bytes: of all its parts together.
        rows: that hold a value, the headings too.
        columns: from the left; what stands beyond is not looked at.
        merged: ranges of merged cells; those after them are not looked at.
    """

    megabytes: int = 2
    unpacked_bytes: int = MAX_UNPACKED_BYTES
    rows: int = MAX_ROWS + 1
    columns: int = MAX_COLUMNS
    merged: int = MAX_MERGED

    @property
    def shown_rows(self) -> str:
        """The rows that a sentence promises: thousands, without those for headings."""
        return f"{self.rows // 1000 * 1000:,}".replace(",", ".")


TABLE_LIMITS = SheetLimits()


@dataclass
class Sheet:
    """Rows of values from row 1 on, and the ranges of cells that are merged.

    Attributes:
        other_titles: the sheets of the file that were not read.
    """

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    other_titles: list[str] = field(default_factory=list)


def read_sheet(
    content: bytes, *, title: str, limits: SheetLimits = TABLE_LIMITS, is_marked: bool = False
) -> Sheet:
    """Return the sheet named ``title``, or the first one.

    Args:
        is_marked: texts that stand out come as :class:`MarkedText`, percentages as shown.

    Raises:
        SpreadsheetRefusedError: it is no such file, or it is too large.
    """
    _refuse_unless_safe(content, limits)
    value_of = marked_value if is_marked else _value
    try:
        workbook = load_workbook(BytesIO(content), read_only=True, rich_text=is_marked)
        wanted = heading_key(title)
        sheets = workbook.worksheets
        sheet = next((one for one in sheets if heading_key(one.title) == wanted), sheets[0])
        others = [one.title for one in sheets if one is not sheet]
        if is_marked:
            sheet.__class__ = MarkedWorksheet
        merged, last_row = _measure(sheet, limits)
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=last_row, max_col=limits.columns) if last_row else ()
        return Sheet([_values(row, value_of) for row in rows], merged, others)
    except SpreadsheetRefusedError:
        raise
    except Exception as error:
        # The parser fails in a dozen ways on a damaged file; to the sender they are one.
        raise SpreadsheetRefusedError(_damaged()) from error


def _values(row, value_of) -> tuple[Any, ...]:
    """Return the values of ``row`` up to its last one."""
    values = [None if cell is EMPTY_CELL else value_of(cell) for cell in row]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _value(cell) -> Any:
    if cell.data_type == "f":
        return FORMULA
    return BROKEN if cell.data_type == "e" else cell.value


def _refuse_unless_safe(content: bytes, limits: SheetLimits) -> None:
    """Refuse what is no XLSX file, or becomes too much when it is unpacked."""
    refuse_too_many_bytes(content, limits)
    if content.startswith(OLD_OFFICE):
        if LOCKED_PART in content:
            raise SpreadsheetRefusedError(_("This file has a password. Save it without one."))
        raise SpreadsheetRefusedError(_("This is an old Excel file. Save it as .xlsx."))
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError) as error:
        raise SpreadsheetRefusedError(_not_a_spreadsheet()) from error
    parts = archive.infolist()
    if not any(part.filename.startswith("xl/workbook") for part in parts):
        raise SpreadsheetRefusedError(_not_a_spreadsheet())
    if any(part.flag_bits & 1 for part in parts):
        raise SpreadsheetRefusedError(_("This file has a password. Save it without one."))
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        raise SpreadsheetRefusedError(_("This file holds macros. Save it as .xlsx, without them."))
    if any(part.filename.startswith("xl/externalLinks/") for part in parts):
        raise SpreadsheetRefusedError(
            _("This file takes values out of other files. Copy the table, paste its values.")
        )
    # zipfile never unpacks more of a part than the size that its entry declares.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise SpreadsheetRefusedError(_more_than_a_table())
    _refuse_too_many_tags(archive, limits)


def refuse_too_many_bytes(content: bytes, limits: SheetLimits) -> None:
    """Refuse a file that is larger than ``limits`` allow."""
    if len(content) > limits.megabytes * 1024 * 1024:
        message = _(
            "This file is larger than %(size)s MB. Send at most %(rows)s rows, without pictures."
        )
        params = {"size": limits.megabytes, "rows": limits.shown_rows}
        raise SpreadsheetRefusedError(message % params)


def _refuse_too_many_tags(archive: zipfile.ZipFile, limits: SheetLimits) -> None:
    """Count without parsing: a million empty rows fit into a few kilobytes."""
    tags = rows = values = merged = 0
    for part in archive.infolist():
        if not part.filename.endswith(".xml"):
            continue
        is_sheet = part.filename.startswith("xl/worksheets/")
        try:
            with archive.open(part) as source:
                still = 0 if part.filename.startswith("xl/") else -part.file_size
                while piece := source.read(PIECE_BYTES):
                    still = len(piece) - piece.rfind(b"<") if b"<" in piece else still + len(piece)
                    tags += piece.count(b"<")
                    rows += is_sheet and piece.count(b"<row") + piece.count(b":row")
                    merged += piece.count(b"<mergeCell ")
                    values += piece.count(b"<v>") + piece.count(b"<t") + piece.count(b":t")
                    if rows > MAX_ROW_MARKS:
                        raise too_many_rows(limits)
                    if tags > MAX_TAGS or still > MAX_TEXT_BYTES or merged > MAX_MERGED_MARKS:
                        raise SpreadsheetRefusedError(_more_than_a_table())
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
            raise SpreadsheetRefusedError(_damaged()) from error
    if tags > max(MAX_EMPTY_TAGS, values * TAGS_FOR_A_VALUE):
        raise SpreadsheetRefusedError(_more_than_a_table())


def _more_than_a_table() -> str:
    return _("This file holds far more than a table. Copy the rows alone into a new file.")


def _damaged() -> str:
    return _("This Excel file is damaged. Open it, save it again as .xlsx and retry.")


def _not_a_spreadsheet() -> str:
    return _("This is no Excel file (.xlsx). CSV and other files: open them and save as .xlsx.")


def _measure(sheet, limits: SheetLimits) -> tuple[list[str], int]:
    """Return the merged ranges and the last row with a value; stop where rows are too many.

    Reading by rows, openpyxl says nothing about merged cells, and it fills every
    gap that a row's number leaves.

    Source: openpyxl.worksheet._read_only.ReadOnlyWorksheet, openpyxl 3.1.5.
    """
    measure = _Measure(limits)
    with sheet._get_source() as source:
        measure.parser.ParseFile(source)
    return measure.merged, measure.last_row


class _Measure:
    """What :func:`_measure` finds in the XML of a sheet, which has no DTD."""

    def __init__(self, limits: SheetLimits):
        self.limits = limits
        self.merged: list[str] = []
        self.last_row = self.number = self.filled = self.marks = 0
        self.has_value = False
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartDoctypeDeclHandler = self._refuse_dtd
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    @staticmethod
    def _refuse_dtd(*_declaration) -> None:
        raise SpreadsheetRefusedError(_damaged())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name in ("v", "is", "f"):
            self.has_value = True
        elif name == "mergeCell" and len(self.merged) < self.limits.merged:
            self.merged.append(attributes.get("ref", ""))
        elif name == "row":
            self.number, self.marks = int(attributes.get("r", self.number + 1)), self.marks + 1
            self.has_value = False

    def _end(self, tag: str) -> None:
        if tag.rpartition("}")[2] != "row":
            return
        if self.has_value:
            self.filled, self.last_row = self.filled + 1, max(self.last_row, self.number)
        self.has_value = False
        if self.filled > self.limits.rows or max(self.last_row, self.marks) > MAX_ROW_MARKS:
            raise too_many_rows(self.limits)


def too_many_rows(limits: SheetLimits) -> SpreadsheetRefusedError:
    """Return the refusal of a table that is longer than ``limits`` allow."""
    message = _("This file has more than %(rows)s rows. Cut it into several files.")
    return SpreadsheetRefusedError(message % {"rows": limits.shown_rows})
