"""GIFT's escapes, text formats and weights, and the fault that names its place."""

import re
from fractions import Fraction

from django.utils.translation import gettext as _

from .numerals import read_percent
from .wordings import MOODLE, Wording

SPECIAL = "~=#{}:\\"
# Code points that are no characters stand in for escaped ones until the text is taken apart.
HIDDEN = {sign: chr(0xFDD0 + place) for place, sign in enumerate([*SPECIAL, "n"])}
SHOWN = str.maketrans({code: "\n" if sign == "n" else sign for sign, code in HIDDEN.items()})
ESCAPE = re.compile(r"\\([~=#{}:\\n])")
FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
WEIGHT = re.compile(r"\s*%([-+]?[0-9][0-9.,]{0,20})%")


class GiftFaultError(Exception):
    """A question cannot be read.

    Attributes:
        message: for the file's writer.
        offset: where in the question's text it shows.
    """

    def __init__(self, message: str, offset: int = 0):
        self.message = message
        self.offset = offset
        super().__init__(message)


def hide_escapes(text: str) -> str:
    """Put stand-ins for escaped signs, so that each sign left is one of GIFT's own."""
    return ESCAPE.sub(lambda match: HIDDEN[match[1]], text)


def show_escapes(text: str) -> str:
    return text.translate(SHOWN)


class GiftWording(Wording):
    """Makes the parts of one question plain.

    Attributes:
        default: the format of parts that name none: the one of the question's text.
    """

    def __init__(self):
        super().__init__()
        self.default = MOODLE

    def say(self, raw: str, *, sets_default: bool = False, is_rich: bool = False) -> str:
        """Return what ``raw``, its escapes hidden, says to a reader; with its marks if ``is_rich``."""
        text = raw.strip()
        used = self.default
        if match := FORMAT.match(text):
            used = match[1].lower()
            text = text[match.end() :]
        if sets_default:
            self.default = used
        lines = (line.strip() for line in text.strip().split("\n"))
        read = self.rich if is_rich else self.plain
        return read(show_escapes("\n".join(lines)), used)


def split_weight(raw: str, *, default: Fraction, offset: int) -> tuple[Fraction, str]:
    """Return the weight that ``raw`` begins with, or ``default``, and what follows it.

    Raises:
        GiftFaultError: what stands between the signs of percent is no share.
    """
    match = WEIGHT.match(raw)
    if match is None:
        return default, raw
    weight = read_percent(match[1])
    if weight is None:
        message = _("“%(text)s” is no percentage from -100 to 100.")
        raise GiftFaultError(message % {"text": f"%{match[1]}%"}, offset)
    return weight, raw[match.end() :]
