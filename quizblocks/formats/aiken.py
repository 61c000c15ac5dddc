"""Aiken: choices with one right letter, in a text that people can read.

Source: https://docs.moodle.org/en/Aiken_format
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from goodnews.core.marked_text import MarkedText

from .findings import Findings, TooManyFaultsError
from .items import NOTHING, WHOLE, Item, ItemChoice, ItemKind, Reading
from .markup import kept
from .plain_texts import clean_text

CHOICE = re.compile(r"([A-Z])[.)](\s*)(.*)")
SMALL_CHOICE = re.compile(r"a[.)]\s")
ANSWER = re.compile(r"ANSWER:\s*([A-Z])")
ANY_ANSWER = re.compile(r"answer\s*:", re.IGNORECASE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class OpenQuestion:
    """A question whose answer has not been read yet.

    Attributes:
        fault: line and sentence of the first thing that is wrong with it.
    """

    line: int
    stem: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    fault: tuple[int, str] | None = None

    def refuse(self, line: int, message: str) -> None:
        self.fault = self.fault or (line, message)


def read_aiken(text: str) -> Reading:
    """Read every question of ``text``; a question with a fault leaves the others alone.

    The text of a question may run over several lines, without an empty one between them.
    Letters and "ANSWER:" are capitals, as Moodle demands. The place of a question is its
    first line, that of a fault is the line where it shows.
    """
    reader = AikenReader()
    try:
        for number, line in enumerate(clean_text(text).split("\n"), start=1):
            reader.take(number, line.strip())
        reader.give_up()
    except TooManyFaultsError:
        pass
    return reader.findings.reading()


class AikenReader:
    """Takes one line after the other."""

    def __init__(self):
        self.findings = Findings()
        self.open: OpenQuestion | None = None
        self.follows_blank = True

    def take(self, number: int, line: str) -> None:
        if not line:
            self.follows_blank = True
            return
        if ANY_ANSWER.match(line):
            self._take_answer(number, line)
        elif (choice := CHOICE.fullmatch(line)) and self._is_choice(choice):
            self._take_choice(number, choice)
        else:
            self._take_text(number, line)
        self.follows_blank = False

    def give_up(self) -> None:
        """Close a question that has no answer."""
        if self.open is None:
            return
        if not self.open.choices:
            self.open.refuse(self.open.line, _("No choices follow this text."))
        message = _("This question has no line “ANSWER:” with the letter of the right choice.")
        self.open.refuse(self.open.line, message)
        self._close()

    def _is_choice(self, choice: re.Match) -> bool:
        """Tell whether a line that begins like a choice is one, and not "U. S. history"."""
        if self.open is not None and (self.open.choices or self.open.fault):
            return bool(choice[2]) or not choice[3] or choice[1] == self._next_letter()
        return choice[1] == "A"

    def _next_letter(self) -> str:
        count = len(self.open.choices) if self.open else 0
        return LETTERS[count] if count < len(LETTERS) else ""

    def _take_choice(self, number: int, choice: re.Match) -> None:
        if self.open is None:
            self.open = OpenQuestion(number)
            self.open.refuse(number, _("This choice has no question above it."))
        elif self.open.fault:
            # Nothing of it will be kept.
            return
        elif choice[1] != self._next_letter():
            message = _("Expected the choice %(wanted)s here, not %(found)s.")
            self.open.refuse(number, message % {"wanted": self._next_letter(), "found": choice[1]})
        elif not choice[3]:
            self.open.refuse(number, _("This choice has no text."))
        self.open.choices.append(choice[3])

    def _take_text(self, number: int, line: str) -> None:
        if self.open is not None and self.follows_blank:
            self.give_up()
        if self.open is None:
            self.open = OpenQuestion(number, [line])
        elif self.open.choices:
            self.open.refuse(number, _("Expected a choice or “ANSWER:” here."))
        elif SMALL_CHOICE.match(line):
            self.open.refuse(number, _("Write the letters of choices as capitals: “A.” or “A)”."))
        else:
            self.open.stem.append(line)

    def _take_answer(self, number: int, line: str) -> None:
        if self.open is None:
            self.open = OpenQuestion(number)
            self.open.refuse(number, _("This answer has no question above it."))
        answer = ANSWER.fullmatch(line)
        if not line.startswith("ANSWER:"):
            self.open.refuse(number, _("Write “ANSWER:” in capitals, with the colon."))
        elif answer is None:
            message = _("After “ANSWER:” stands the one capital letter of the right choice.")
            self.open.refuse(number, message)
        elif not self.open.choices:
            self.open.refuse(number, _("This question has no choices."))
        elif LETTERS.index(answer[1]) >= len(self.open.choices):
            message = _("The answer is %(letter)s, but no choice has this letter.")
            self.open.refuse(number, message % {"letter": answer[1]})
        self._close(LETTERS.index(answer[1]) if answer else None)

    def _close(self, right: int | None = None) -> None:
        question, self.open = self.open, None
        if question.fault:
            self.findings.fault(*question.fault)
            return
        item = Item(
            ItemKind.SINGLE,
            kept(MarkedText("\n".join(question.stem))),
            str(question.line),
            choices=tuple(
                ItemChoice(kept(MarkedText(text)), WHOLE if index == right else NOTHING)
                for index, text in enumerate(question.choices)
            ),
        )
        self.findings.take(item, line=question.line, remarks=[])
