"""GIFT's escapes, text formats and weights, and the fault that names its place."""

import re
from fractions import Fraction

from django.utils.translation import gettext as _

from .numerals import read_percent
from .plain_texts import looks_like_html, plain_text

SPECIAL = "~=#{}:\\"
# Code points that are no characters stand in for escaped ones until the text is taken apart.
HIDDEN = {sign: chr(0xFDD0 + place) for place, sign in enumerate([*SPECIAL, "n"])}
SHOWN = str.maketrans({code: "\n" if sign == "n" else sign for sign, code in HIDDEN.items()})
ESCAPE = re.compile(r"\\([~=#{}:\\n])")
FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
MARKDOWN = re.compile(r"[*_`]|^\s*(?:#|[-+] |\d+\. )|\]\(", re.MULTILINE)
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


class Wording:
    """Makes the texts of one question plain.

    Attributes:
        default: the format that parts have which name none: the one of the question's text.
        is_lost: whether formatting was.
        is_marked: whether marks of Markdown were left in.
    """

    def __init__(self):
        self.default = "moodle"
        self.is_lost = False
        self.is_marked = False

    def say(self, raw: str, *, sets_default: bool = False) -> str:
        """Return what ``raw``, its escapes hidden, says to a reader."""
        text = raw.strip()
        used = self.default
        if match := FORMAT.match(text):
            used = match[1].lower()
            text = text[match.end() :]
        if sets_default:
            self.default = used
        text = show_escapes("\n".join(line.strip() for line in text.strip().split("\n")))
        if used == "html" or (used == "moodle" and looks_like_html(text)):
            text, is_lost = plain_text(text, keeps_lines=used == "moodle")
            self.is_lost = self.is_lost or is_lost
        elif used == "markdown":
            self.is_marked = self.is_marked or MARKDOWN.search(text) is not None
        return text.strip()

    def remarks(self) -> list[str]:
        """Return what a reader has to be told, in sentences."""
        messages = []
        if self.is_lost:
            messages.append(_("Formatting, pictures and links were left out."))
        if self.is_marked:
            messages.append(_("Marks of Markdown were left as they are."))
        return messages


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
