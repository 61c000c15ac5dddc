"""The rows of a CSV file that anybody may have made: its letters, its separator, its size."""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from goodnews.core.folding import normalized

from .cells import FORMULA
from .files import (
    MAX_ROW_MARKS,
    Sheet,
    SheetLimits,
    SpreadsheetRefusedError,
    refuse_too_many_bytes,
    too_many_rows,
)

SEPARATORS = ";,\t"
# So many records tell which separator a file has.
PROBED = 40
# Excel's own line, which names the separator and is not shown.
SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
# Windows' Vietnamese page writes tone marks after their letters; a mark that is left
# over, or a letter that no Vietnamese word has, belongs to another page.
LEFT_OVER_MARK = re.compile("[\u0300-\u036f]")
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f]")


def read_csv(content: bytes, *, limits: SheetLimits) -> Sheet:
    """Return the rows of a CSV file: texts, None for an empty cell.

    UTF-8 with or without a mark, UTF-16 with one, or Windows-1258; cells between
    semicolons, commas or tabs.

    Raises:
        SpreadsheetRefusedError: it is no text, of other letters, or too large.
    """
    refuse_too_many_bytes(content, limits)
    text = _decoded(content)
    named = SEPARATOR_LINE.match(text)
    separator = named[1] if named else _separator(text)
    rows: list[tuple[Any, ...]] = []
    filled = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            row = tuple(_value(cell) for cell in cells[: limits.columns])
            is_filled = any(cell is not None for cell in row)
            filled += is_filled
            rows.append(row if is_filled else ())
            if filled > limits.rows or len(rows) > MAX_ROW_MARKS:
                raise too_many_rows(limits)
    except csv.Error as error:
        raise SpreadsheetRefusedError(_damaged()) from error
    if named and rows:
        rows[0] = ()
    return Sheet(rows)


def _decoded(content: bytes) -> str:
    try:
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            text = content.decode("utf-16")
        elif content.startswith(BOM_UTF8):
            text = content.decode("utf-8-sig")
        else:
            text = _without_mark(content)
    except UnicodeDecodeError as error:
        raise SpreadsheetRefusedError(_other_letters()) from error
    if "\x00" in text or CONTROLS.search(text):
        raise SpreadsheetRefusedError(_damaged())
    return text


def _without_mark(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = normalized("NFC", content.decode("cp1258"))
    if LEFT_OVER_MARK.search(text):
        raise SpreadsheetRefusedError(_other_letters())
    return text


def _separator(text: str) -> str:
    """Return the separator that cuts the first records into the most regular rows."""
    return max(SEPARATORS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ):
            widths[len(row)] += 1
            if number == PROBED:
                break
    except csv.Error:
        return 0
    return max((width * count for width, count in widths.items() if width > 1), default=0)


def _value(cell: str) -> Any:
    cell = cell.strip()
    if cell.startswith("="):
        return FORMULA
    return cell or None


def _damaged() -> str:
    return _("This is no table of text (CSV). Save it as .xlsx and retry.")


def _other_letters() -> str:
    return _(
        "The Vietnamese letters of this file cannot be read. Save it as .xlsx or as CSV UTF-8."
    )
