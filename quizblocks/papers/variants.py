"""The variants of a paper (mã đề): who sees which question and which choice where; pure.

Places follow from lots, not from a generator of chance: the same seed gives the
same paper in every version of Python, and a question more moves one place only.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quizblocks.choices import QuestionKind
from quizblocks.formats.items import ItemPicture
from quizblocks.formats.markup import plain_of

from .staying import LETTERS, segments

# Answered by filling a bubble; every other kind is answered on lines.
TICKED_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE})
# Widest texts, in small letters, of which four or two stand in one line.
FOUR_IN_LINE, TWO_IN_LINE = 15, 34
CAPITAL = 1.4
LEAST_LETTERS = 4


@dataclass(frozen=True)
class PrintedChoice:
    """A choice as it is printed; it does not know whether it is right."""

    key: str
    text: str
    picture: ItemPicture | None = None


@dataclass(frozen=True)
class PrintedQuestion:
    """A question as it is printed, without its key.

    Attributes:
        choices: what may be ticked, put in order, or joined to an item.
        items: the left sides of pairs.
    """

    key: str
    kind: str
    stem: str
    choices: tuple[PrintedChoice, ...] = ()
    items: tuple[PrintedChoice, ...] = ()
    picture: ItemPicture | None = None

    @property
    def is_ticked(self) -> bool:
        """Whether it is answered by filling a bubble."""
        return self.kind in TICKED_KINDS

    @property
    def lettered(self) -> list[tuple[str, str]]:
        """The choices, each with its letter; words stand for a picture without any."""
        return [
            (letter, each.text or (each.picture.text if each.picture else ""))
            for letter, each in zip(LETTERS, self.choices, strict=False)
        ]

    @property
    def columns(self) -> int:
        """How many of the choices stand in one line: 1, 2 or 4."""
        if any(choice.picture for choice in self.choices):
            return 2
        widest = max((_width(plain_of(choice.text)) for choice in self.choices), default=0)
        if widest <= FOUR_IN_LINE:
            return 4
        return 2 if widest <= TWO_IN_LINE else 1

    @property
    def letters(self) -> dict[str, str]:
        """The letters of the choices by their keys, in order."""
        return {each.key: letter for letter, each in zip(LETTERS, self.choices, strict=False)}


@dataclass(frozen=True)
class Variant:
    """One paper of several with the same questions.

    Attributes:
        code: as it is printed, "101".
    """

    code: str
    questions: tuple[PrintedQuestion, ...]


@dataclass(frozen=True)
class SheetPlan:
    """What an answer sheet has room for; the same for every variant of a paper.

    Attributes:
        ticked: how many questions have bubbles; they come first.
        letters: of the bubbles, as many as the question with most choices needs.
        written: numbers of the questions that are answered on lines.
    """

    ticked: int
    letters: str
    written: tuple[int, ...]


def _width(text: str) -> float:
    """Return the room of ``text`` in small letters; a text of several lines has none beside it."""
    if "\n" in text:
        return TWO_IN_LINE + 1
    return sum(CAPITAL if sign.isupper() else 1 for sign in text)


def lot(*names: str) -> bytes:
    """Return the lot that ``names`` draw together: always the same one."""
    return hashlib.sha256("\x00".join(names).encode()).digest()


def make_variants(
    questions: Sequence[PrintedQuestion], *, seed: str, codes: Sequence[str]
) -> tuple[Variant, ...]:
    """Return a paper for each of ``codes``: the same questions in an order of its own.

    Questions answered on lines stand after those with bubbles in every variant,
    so that one answer sheet serves all.
    """
    return tuple(Variant(code, _shuffled(questions, seed, code)) for code in codes)


def _shuffled(
    questions: Sequence[PrintedQuestion], seed: str, code: str
) -> tuple[PrintedQuestion, ...]:
    order = sorted(questions, key=lambda each: (not each.is_ticked, lot(seed, code, each.key)))
    return tuple(replace(each, choices=_shuffled_choices(each, seed, code)) for each in order)


def _shuffled_choices(question: PrintedQuestion, seed: str, code: str) -> tuple[PrintedChoice, ...]:
    if question.kind == QuestionKind.TRUE_FALSE:
        return question.choices
    order: list[PrintedChoice] = []
    for segment in segments([plain_of(choice.text) for choice in question.choices]):
        order += sorted(
            (question.choices[place] for place in segment),
            key=lambda choice: lot(seed, code, question.key, choice.key),
        )
    return tuple(order)


def sheet_plan(questions: Sequence[PrintedQuestion]) -> SheetPlan:
    """Return what the answer sheet of ``questions`` needs."""
    ticked = [question for question in questions if question.is_ticked]
    most = max((len(question.choices) for question in ticked), default=0)
    return SheetPlan(
        ticked=len(ticked),
        letters=LETTERS[: max(most, LEAST_LETTERS)],
        written=tuple(range(len(ticked) + 1, len(questions) + 1)),
    )
