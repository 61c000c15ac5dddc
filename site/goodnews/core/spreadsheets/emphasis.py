"""Cells read as they look: what stands out in them, and percentages as percentages."""

from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock

from goodnews.core.marked_text import (
    BOLD,
    ITALIC,
    LOWERED,
    RAISED,
    RED,
    UNDERLINED,
    MarkedText,
    is_red,
)

from .cells import BROKEN, FORMULA

PLACES = {"superscript": RAISED, "subscript": LOWERED}


def marked_value(cell) -> Any:
    """Return the value of a cell of openpyxl: marked texts as :class:`MarkedText`."""
    if cell.data_type in "fe":
        return FORMULA if cell.data_type == "f" else BROKEN
    value, whole = cell.value, _font_flag(cell.font) if cell.has_style else 0
    if isinstance(value, CellRichText):
        return _rich(value, whole)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in (cell.number_format or ""):
            value = f"{number_text(round(Decimal(repr(value)) * 100, 9))}%"
        elif whole:
            value = number_text(value)
    if whole and isinstance(value, str):
        return MarkedText(value, bytes([whole]) * len(value))
    if whole and isinstance(value, date):
        return MarkedText(*_whole(day_text(value), whole))
    return value


def number_text(value) -> str:
    """Return a number as it is written here: 3.5 → "3,5", 1954.0 → "1954"."""
    text = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def day_text(value: date) -> str:
    """Return a day as it is written here: "03/02/1930"."""
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def _whole(text: str, flag: int) -> tuple[str, bytes]:
    return text, bytes([flag]) * len(text)


def _rich(value: CellRichText, whole: int) -> str:
    parts = [
        (part.text or "", _font_flag(part.font)) if isinstance(part, TextBlock) else (part, whole)
        for part in value
    ]
    text = MarkedText.joined(parts)
    return text if any(text.flags) else str(text)


def _font_flag(font) -> int:
    """Return the marks of a font; ``underline`` is called ``u`` in both kinds of font."""
    flag = (BOLD if font.b else 0) | (ITALIC if font.i else 0)
    flag |= PLACES.get(font.vertAlign, 0)
    if font.u and font.u != "none":
        flag |= UNDERLINED
    if font.color is not None and font.color.type == "rgb" and is_red(font.color.rgb):
        flag |= RED
    return flag
