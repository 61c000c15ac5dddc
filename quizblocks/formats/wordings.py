"""Moodle's four formats of text, each made plain, or limited rich text."""

import re

from django.utils.translation import gettext as _

from goodnews.core.marked_text import BOLD, ITALIC, MarkedText

from .markup import is_rich, kept, marked, plain_of
from .plain_texts import looks_like_html
from .rich_texts import rich_text

MOODLE, HTML, PLAIN, MARKDOWN = "moodle", "html", "plain", "markdown"
MARKS = re.compile(r"[*_`]|^\s*(?:#|[-+] |\d+\. )|\]\(", re.MULTILINE)


class Wording:
    """The texts of one question.

    Attributes:
        is_lost: whether formatting was.
        is_marked: whether marks of Markdown were left in.
    """

    def __init__(self):
        self.is_lost = False
        self.is_marked = False

    def rich(self, text: str, used: str) -> str:
        """Return what ``text``, written in the format ``used``, says to a reader, with its marks."""
        if used == HTML or (used == MOODLE and looks_like_html(text)):
            text, is_lost = rich_text(text, keeps_lines=used == MOODLE)
            self.is_lost = self.is_lost or is_lost
            return text
        if used == MARKDOWN:
            self.is_marked = self.is_marked or MARKS.search(text) is not None
        return kept(MarkedText(text.strip()))

    def plain(self, text: str, used: str) -> str:
        """Return what ``text`` says without marks; raised and lowered signs are told apart."""
        text = self.rich(text, used)
        if is_rich(text):
            has_marks = any(flag & (BOLD | ITALIC) for flag in marked(text).flags)
            self.is_lost = self.is_lost or has_marks
        return plain_of(text)

    def remarks(self) -> list[str]:
        """Return what a reader has to be told, in sentences."""
        messages = []
        if self.is_lost:
            messages.append(_("Formatting, pictures and links were left out."))
        if self.is_marked:
            messages.append(_("Marks of Markdown were left as they are."))
        return messages


class NotingWording(Wording):
    """Makes the texts of one question plain, and notes what else was left out."""

    def __init__(self):
        super().__init__()
        self.notes: list[str] = []

    def note(self, message: str) -> None:
        """Say ``message`` once."""
        if message not in self.notes:
            self.notes.append(message)
