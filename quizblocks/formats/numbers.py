"""Numbers and shares as people here write them: "3,14", "1–5", "9,81 ± 0,05", "50%"."""

import re
from fractions import Fraction

from django.utils.translation import gettext as _

MAX_LENGTH = 400
# More decimals than this are written as a fraction.
DECIMALS = 9
PLAIN = re.compile(r"([+-]?)(\d+)(?:[.,](\d+))?")
FRACTION = re.compile(r"[+-]?\d+/\d+")
GROUPED = re.compile(
    r"[+-]?(?:\d{1,3}(?: \d{3})+(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})"
)
GROUPED_IN_ENGLISH = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})")
AROUND = re.compile(r"(.*?\d)\s*(?:±|\+/-|\+-)\s*(.+)")
BETWEEN = re.compile(r"(?:từ\s+)?(.*?\d)\s*(?:–|—|\.\.\.?|…|-|đến|to)\s*(.+)", re.IGNORECASE)
SHARE = re.compile(r"\(([-−]?\d[\d.,/]{0,40}%|[-−]?\d{1,40}/\d{1,40})\)\s*")


class NumberRefusedError(ValueError):
    """The text is no number; the sentence is for whoever wrote it."""


def read_number(text: str) -> Fraction:
    """Return the number in ``text``: "3,14", "-2.5", "1 234,5", "1/3".

    Raises:
        NumberRefusedError: it is none, or it has two meanings ("1.234").
    """
    bare = " ".join(text.replace("−", "-").split())
    if len(bare) > MAX_LENGTH:
        raise NumberRefusedError(_no_number(text))
    if GROUPED.fullmatch(bare):
        bare = re.sub(r"[ .]", "", bare)
    elif GROUPED_IN_ENGLISH.fullmatch(bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", bare):
        message = _("“%(value)s” can be read in two ways. Write %(whole)s or %(decimal)s.")
        ways = {"whole": bare.replace(".", ""), "decimal": bare.replace(".", ",")}
        raise NumberRefusedError(message % {"value": bare, **ways})
    if FRACTION.fullmatch(bare) and int(bare.partition("/")[2]):
        return Fraction(bare)
    if not PLAIN.fullmatch(bare):
        raise NumberRefusedError(_no_number(text))
    return Fraction(bare.replace(",", "."))


def read_range(text: str) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest number of "3,14", "1–5" or "9,81 ± 0,05".

    Raises:
        NumberRefusedError: there are no such numbers in it.
    """
    bare = text.strip()
    if len(bare) > 3 * MAX_LENGTH:
        raise NumberRefusedError(_no_number(text))
    if around := AROUND.fullmatch(bare):
        middle, reach = read_number(around[1]), abs(read_number(around[2]))
        return middle - reach, middle + reach
    if between := BETWEEN.fullmatch(bare):
        lowest, highest = read_number(between[1]), read_number(between[2])
        if lowest > highest:
            raise NumberRefusedError(_("The range begins above its end."))
        return lowest, highest
    number = read_number(bare)
    return number, number


def write_number(number: Fraction) -> str:
    """Return ``number`` exactly, in Vietnamese: "3,14", "−5", "1/3"."""
    sign, size = ("−" if number < 0 else ""), abs(number)
    for decimals in range(DECIMALS + 1):
        if not (10**decimals) % size.denominator:
            digits = str(size.numerator * 10**decimals // size.denominator).zfill(decimals + 1)
            whole, rest = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
            return f"{sign}{whole},{rest}" if rest else f"{sign}{whole}"
    return f"{sign}{size.numerator}/{size.denominator}"


def write_range(lowest: Fraction, highest: Fraction) -> str:
    """Return one number, or two with a dash between them."""
    if lowest == highest:
        return write_number(lowest)
    return f"{write_number(lowest)} – {write_number(highest)}"


def read_share(text: str) -> Fraction:
    """Return the share of a mark in "50%", "-33,33333%" or "1/3".

    Raises:
        NumberRefusedError: it is none, or more than the whole mark.
    """
    bare = text.strip()
    share = read_number(bare.removesuffix("%")) / (100 if bare.endswith("%") else 1)
    if abs(share) > 1:
        raise NumberRefusedError(_("A share of the mark is at most 100%."))
    return share


def write_share(share: Fraction) -> str:
    """Return ``share`` as per cent, or as a fraction where that has no end."""
    percent = write_number(share * 100)
    return write_number(share) if "/" in percent else f"{percent}%"


def cut_share(line: str) -> tuple[Fraction, str]:
    """Return the share at the beginning of "(50%) Hà Nội" and what follows; all without one."""
    found = SHARE.match(line)
    if not found:
        return Fraction(1), line
    return read_share(found[1]), line[found.end() :]


def with_share(share: Fraction, text: str) -> str:
    """Return ``text`` after its share, where that is not all or the text looks like one."""
    return text if share == 1 and not SHARE.match(text) else f"({write_share(share)}) {text}"


def _no_number(text: str) -> str:
    return _("“%(value)s” is no number.") % {"value": text.strip()[:40]}
