"""The formats that files of questions come in, and how each is read."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodnews.core.documents.safety import WordRefusedError
from goodnews.core.spreadsheets.files import SpreadsheetRefusedError
from quizblocks.formats.aiken import read_aiken
from quizblocks.formats.gift import read_gift
from quizblocks.formats.items import Item, Reading
from quizblocks.formats.moodle_xml import read_moodle_xml
from quizblocks.formats.qti import looks_like_qti, read_with_guesses
from quizblocks.formats.word import read_blocks
from quizblocks.formats.word_paragraphs import read_paragraphs

from .guesses import guess_in_lines, guess_in_paragraphs, guess_in_xml, texts_of_paragraphs
from .rows import empty_item

# Each says in its ``message`` why a file is not read.
REFUSALS = (SpreadsheetRefusedError, WordRefusedError)
MOST_BYTES = 10 * 1024 * 1024
MOST_IN_LINE = 500_000
# Ten thousand questions of sixty lines each.
MOST_LINES = 600_000
BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
AIKEN_ANSWER = re.compile(r"^ANSWER:", re.MULTILINE)


@dataclass(frozen=True)
class FileReading:
    """What a file held.

    Attributes:
        guess: returns what can be told of the question at a place that has a fault.
    """

    reading: Reading
    guess: Callable[[str], Item]


@dataclass(frozen=True)
class FileFormat:
    """A format that the bank reads.

    Attributes:
        endings: of the names of its files, without the dot.
        read: takes the bytes of a file; raises one of ``REFUSALS`` where they are none.
            None for a table: it is opened first, so that a person can choose its columns.
    """

    key: str
    label: str | Promise
    endings: tuple[str, ...]
    read: Callable[[bytes], FileReading] | None = None

    @property
    def is_table(self) -> bool:
        return self.read is None


def text_of(content: bytes) -> str:
    """Return ``content`` as text: UTF-8, or UTF-16 where it says so.

    Raises:
        SpreadsheetRefusedError: it is neither.
    """
    encoding = BYTE_ORDER_MARKS.get(content[:2], "utf-8-sig")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = _("This is no text in UTF-8. Save the file again with the encoding UTF-8.")
        raise SpreadsheetRefusedError(message) from error


def read_as_text(content: bytes, *, read: Callable[[str], Reading]) -> FileReading:
    """Read a file of text by ``read``; a refused question is guessed from its lines."""
    text = text_of(content)
    if text.count("\n") > MOST_LINES:
        raise SpreadsheetRefusedError(_("This text has too many lines. Cut it into several files."))
    lines = text.split("\n")
    if max(map(len, lines)) > MOST_IN_LINE:
        message = _("A line of this text is longer than any question. Is it another kind of file?")
        raise SpreadsheetRefusedError(message)
    return FileReading(read(text), partial(guess_in_lines, lines))


def read_as_xml(content: bytes) -> FileReading:
    """Read Moodle XML, which says its encoding itself."""
    lines = content.decode(errors="replace").split("\n")
    return FileReading(read_moodle_xml(content), partial(guess_in_xml, lines))


def read_as_qti(content: bytes) -> FileReading:
    """Read QTI, one item or a package of them."""
    reading, guesses = read_with_guesses(content)
    return FileReading(reading, lambda place: guesses.get(place) or empty_item(place))


def read_as_word(content: bytes) -> FileReading:
    """Read a Word file, whose places are paragraphs."""
    blocks = read_paragraphs(content)
    reading = read_blocks(blocks)
    named = Reading(
        tuple(replace(item, place=paragraph_name(item.place)) for item in reading.items),
        tuple(replace(fault, place=paragraph_name(fault.place)) for fault in reading.faults),
        tuple(replace(remark, place=paragraph_name(remark.place)) for remark in reading.remarks),
    )
    texts = texts_of_paragraphs(blocks) if reading.faults else {}
    return FileReading(named, partial(guess_in_paragraphs, texts))


def paragraph_name(place: str) -> str:
    """Return the place of a paragraph as a sentence says it: "12" → "paragraph 12"."""
    return _("paragraph %(place)s") % {"place": place} if place.isdigit() else place


FORMATS = (
    FileFormat("table", gettext_lazy("Excel or CSV"), ("xlsx", "csv")),
    FileFormat("word", gettext_lazy("Word"), ("docx",), read_as_word),
    FileFormat("gift", gettext_lazy("GIFT"), ("gift",), partial(read_as_text, read=read_gift)),
    FileFormat("moodle", gettext_lazy("Moodle XML"), ("xml",), read_as_xml),
    FileFormat("qti", gettext_lazy("QTI"), ("zip",), read_as_qti),
    FileFormat("aiken", gettext_lazy("Aiken"), ("aiken",), partial(read_as_text, read=read_aiken)),
)


def format_of_file(name: str, content: bytes) -> FileFormat | None:
    """Return the format that the ending of ``name`` stands for, or what a text looks like."""
    ending = name.rpartition(".")[2].lower()
    if ending == "txt":
        return format_of_text(content.decode(errors="replace"))
    if ending == "xml" and looks_like_qti(content):
        ending = "zip"
    return next((each for each in FORMATS if ending in each.endings), None)


def format_of_text(text: str) -> FileFormat | None:
    """Return the format that ``text`` looks like."""
    known = {each.key: each for each in FORMATS}
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        return known.get("qti" if looks_like_qti(text.encode()) else "moodle")
    if AIKEN_ANSWER.search(text):
        return known.get("aiken")
    return known.get("gift") if "{" in text else None
