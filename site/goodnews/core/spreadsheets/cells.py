"""What one cell of somebody's table means. Pure: a value in, a value or a refusal out."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from goodnews.core.folding import fold, normalized

# The Youth Union was founded on 26 March 1931.
FIRST_YEAR, LAST_YEAR = 1931, 2100
MAX_COUNT = 2_147_483_647
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# A spreadsheet takes what begins so for a formula, even out of a file of plain text.
FORMULA_START = re.compile(r"'*[=+\-@＝＋－＠]")
ESCAPED_FORMULA_START = re.compile(r"'+[=+\-@＝＋－＠]")
GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[ .,]\d{3})+")
TYPED_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
YES = {"co", "x", "yes", "true", "dung", "1", "✓"}
NO = {"khong", "no", "false", "sai", "0"}

Reader = Callable[[Any], Any]


class CellRefusedError(ValueError):
    """The cell does not hold what its column needs; the text is for the person."""


class NoValue:
    """A cell that holds something other than a value."""

    def __init__(self, name: str):
        self.name = name

    def __repr__(self):
        return f"<{self.name}>"


FORMULA = NoValue("formula")
BROKEN = NoValue("broken")


def tidy(value: object) -> str:
    """Return ``value`` as one line of text, composed, without signs that nobody sees."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = normalized("NFC", CONTROL_CHARACTERS.sub("", str(value)))
    text = " ".join(text.split())
    return text[1:] if ESCAPED_FORMULA_START.match(text) else text


def escaped(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it; :func:`tidy` takes the sign off again."""
    text = normalized("NFC", CONTROL_CHARACTERS.sub("", text))
    text = " ".join(text.split())
    return f"'{text}" if FORMULA_START.match(text) else text


def escaped_lines(text: str) -> str:
    """Return ``text`` with its lines and spaces so that no spreadsheet runs it."""
    text = normalized("NFC", CONTROL_CHARACTERS.sub("", text)).strip()
    return f"'{text}" if FORMULA_START.match(text) else text


def text_of(max_length: int) -> Reader:
    """Return a reader of text of at most ``max_length`` characters."""

    def read(value) -> str:
        if isinstance(value, bool | date):
            raise CellRefusedError(_("Write text here."))
        text = tidy(value)
        if len(text) > max_length:
            message = _("Too long: %(length)s characters, at most %(most)s.")
            raise CellRefusedError(message % {"length": len(text), "most": max_length})
        return text

    return read


def read_day(value) -> date:
    """Read a day: a date, 21/11/2026 or 2026-11-21."""
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        day = _typed_day(tidy(value))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = _("Give a year from %(first)s to %(last)s.")
        raise CellRefusedError(message % {"first": FIRST_YEAR, "last": LAST_YEAR})
    return day


def _typed_day(text: str) -> date:
    typed, iso = TYPED_DAY.fullmatch(text), ISO_DAY.fullmatch(text)
    try:
        if typed:
            day, month, year = (int(part) for part in typed.groups())
            return date(year, month, day)
        if iso:
            return date(*(int(part) for part in iso.groups()))
    except ValueError:
        pass
    message = _("“%(value)s” is no day. Write it as 21/11/2026.")
    raise CellRefusedError(message % {"value": text[:40]})


def read_count(value) -> int:
    """Read a number of people: 1234, "1234" or "1.234"."""
    text = tidy(value)
    if GROUPED_NUMBER.fullmatch(text):
        text = re.sub(r"[ .,]", "", text)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
        message = _("“%(value)s” is no whole number.")
        raise CellRefusedError(message % {"value": text[:40]})
    if len(text) > 10 or int(text) > MAX_COUNT:
        raise CellRefusedError(_("This number is too large."))
    return int(text)


def read_flag(value) -> bool:
    """Read yes or no."""
    if isinstance(value, bool):
        return value
    word = fold(tidy(value))
    if word not in YES | NO:
        message = _("“%(value)s” is neither “Có” nor “Không”.")
        raise CellRefusedError(message % {"value": tidy(value)[:40]})
    return word in YES


def choice_of(names: Mapping[str, Any], *, said: Iterable[str]) -> Reader:
    """Return a reader of one of ``names`` (folded); ``said`` are those to offer when it is none."""
    offered = ", ".join(said)

    def read(value):
        try:
            return names[fold(tidy(value))]
        except KeyError:
            message = _("“%(value)s” is not known. Choose one of: %(choices)s.")
            params = {"value": tidy(value)[:40], "choices": offered}
            raise CellRefusedError(message % params) from None

    return read


def choices_of(names: Mapping[str, Any], *, said: Iterable[str]) -> Reader:
    """Return a reader of several of ``names``, with commas or semicolons between them."""
    read_one = choice_of(names, said=said)

    def read(value) -> frozenset:
        parts = [part for part in re.split(r"[,;\n]", str(value)) if part.strip()]
        return frozenset(read_one(part) for part in parts)

    return read
