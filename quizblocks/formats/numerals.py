"""Numbers and percentages, exact from text to text."""

import re
from fractions import Fraction
from math import ceil, floor

NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,2})?")
PERCENT = re.compile(r"[+-]?[0-9]{1,3}(?:\.([0-9]{0,12}))?")
MOST_PLACES = 12
EXACT_PLACES = 50
PERCENT_PLACES = 7
# A sixth is written 16.66667; what no share of up to twelve explains is taken as it stands.
MOST_SHARES = 12


def read_number(text: str) -> Fraction | None:
    """Return the decimal number, or None where ``text`` is none. The sign of decimals is "."."""
    text = text.strip()
    return Fraction(text) if NUMBER.fullmatch(text) else None


def write_number(value: Fraction) -> str:
    """Return ``value`` as a decimal, cut after ``MOST_PLACES`` where none is equal to it."""
    places = _places(value)
    places = MOST_PLACES if places is None else places
    digits = str(int(abs(value) * 10**places)).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{'-' if value < 0 else ''}{whole}{'.' if decimals else ''}{decimals}"


def _places(value: Fraction) -> int | None:
    """Return how many decimals ``value`` needs, or None where there are too many."""
    return next((n for n in range(EXACT_PLACES) if not 10**n % value.denominator), None)


def decimal_range(lowest: Fraction, highest: Fraction) -> tuple[Fraction, Fraction]:
    """Return both ends as decimals can say them; what only a fraction says goes outwards."""
    unit = 10**MOST_PLACES
    if _places(lowest) is None:
        lowest = Fraction(floor(lowest * unit), unit)
    if _places(highest) is None:
        highest = Fraction(ceil(highest * unit), unit)
    return lowest, highest


def read_percent(text: str) -> Fraction | None:
    """Return the share that ``text`` gives in percent, or None where it is none.

    A cut or rounded decimal is the share that it was made from: "33.333" is 1/3.

    Returns:
        From -1 to 1.
    """
    match = PERCENT.fullmatch(text.strip())
    if match is None:
        return None
    share = Fraction(match[0]) / 100
    if abs(share) > 1:
        return None
    places = len(match[1] or "")
    simple = share.limit_denominator(MOST_SHARES)
    is_cut = places and abs(simple - share) < Fraction(1, 100 * 10**places)
    return simple if is_cut else share


def write_percent(share: Fraction) -> str:
    """Return ``share`` in percent, to seven places: "50", "-33.3333333"."""
    return write_number(round(share * 100, PERCENT_PLACES))
