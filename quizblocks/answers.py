"""What a reader posted, read and marked; pure once the quiz and its solutions are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from .errors import InvalidAnswerError
from .marking import mark_response
from .quizzes import ShownChoice, ShownQuestion

MAX_SHOWN = 10


@dataclass(frozen=True)
class Solution:
    """What a reader gets to know about a question after the answer."""

    right: frozenset[int]
    explanation: str
    source: str
    source_url: str


@dataclass(frozen=True)
class MarkedChoice:
    """A choice of an answered question."""

    choice: ShownChoice
    is_picked: bool
    is_right: bool


@dataclass(frozen=True)
class MarkedQuestion:
    """An answered question with its verdict."""

    question: ShownQuestion
    choices: tuple[MarkedChoice, ...]
    share: Fraction
    solution: Solution

    @property
    def state(self) -> str:
        """Return "right", "partly" or "wrong": a CSS variant and the key of the verdict."""
        if self.share == 1:
            return "right"
        return "partly" if self.share else "wrong"

    @property
    def verdict(self) -> str:
        """Return the verdict in a word or two."""
        return {
            "right": gettext("Right"),
            "partly": gettext("Partly right"),
            "wrong": gettext("Not right"),
        }[self.state]

    @property
    def picked_keys(self) -> list[UUID]:
        """Return the translation keys of the choices picked."""
        return [marked.choice.key for marked in self.choices if marked.is_picked]


def read_shown(data: QueryDict) -> list[int]:
    """Return the ids of the questions that the posted form showed.

    Raises:
        InvalidAnswerError: none, too many, twice the same, or no number.
    """
    shown = [read_id(value) for value in data.getlist("shown")]
    if not 1 <= len(shown) <= MAX_SHOWN or len(set(shown)) < len(shown):
        raise InvalidAnswerError
    return shown


def read_answers(questions: Sequence[ShownQuestion], data: QueryDict) -> dict[int, frozenset[int]]:
    """Return the choices picked for each of ``questions``, by question id.

    Raises:
        InvalidAnswerError: an answer to a question that was not shown, a choice of
            another question, two choices where one is allowed.
    """
    names = {question.name for question in questions}
    if any(name not in names for name in data if name.startswith("q")):
        raise InvalidAnswerError
    answers = {}
    for question in questions:
        picked = frozenset(read_id(value) for value in data.getlist(question.name))
        if not picked <= {choice.id for choice in question.choices}:
            raise InvalidAnswerError
        if question.takes_one and len(picked) > 1:
            raise InvalidAnswerError
        answers[question.id] = picked
    return answers


def read_id(value: str) -> int:
    """Return a posted id.

    Raises:
        InvalidAnswerError: ``value`` is no plain number of a possible row.
    """
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise InvalidAnswerError
    return int(value)


def mark_answers(
    questions: Sequence[ShownQuestion],
    answers: Mapping[int, frozenset[int]],
    solutions: Mapping[int, Solution],
) -> tuple[MarkedQuestion, ...]:
    """Mark every answered question.

    Raises:
        InvalidAnswerError: a question has lost its key meanwhile.
    """
    marked = []
    for question in questions:
        solution = solutions.get(question.id)
        if solution is None or not solution.right:
            raise InvalidAnswerError
        picked = answers[question.id]
        share = mark_response(takes_one=question.takes_one, key=solution.right, response=picked)
        choices = tuple(
            MarkedChoice(choice, choice.id in picked, choice.id in solution.right)
            for choice in question.choices
        )
        marked.append(MarkedQuestion(question, choices, share, solution))
    return tuple(marked)


@dataclass(frozen=True)
class Band:
    """A sentence for everybody whose share of right answers is at least ``percent``."""

    percent: int
    text: str


def bands() -> tuple[Band, ...]:
    """Return the score bands in words, best first."""
    return (
        Band(100, gettext("Excellent! Everything is right.")),
        Band(70, gettext("Very good. Only a little is missing.")),
        Band(40, gettext("A good start. The reasons above help with the rest.")),
        Band(0, gettext("Read the reasons above and try again: nobody is counting.")),
    )


def score_sentence(marked: Sequence[MarkedQuestion]) -> str:
    """Return how many answers are right."""
    right = sum(question.state == "right" for question in marked)
    return ngettext(
        "%(right)s of %(total)s question right",
        "%(right)s of %(total)s questions right",
        len(marked),
    ) % {"right": right, "total": len(marked)}
