"""A reader's answers, marked; pure once the quiz and its solutions are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext, ngettext

from .choices import QuestionKind
from .errors import InvalidAnswerError
from .formats.items import WHOLE
from .formats.numbers import read_number, write_range
from .key_contents import fits, right_of
from .marking import mark_number, mark_order, mark_pairs, mark_response, mark_text
from .shown import Answer, ShownChoice, ShownQuestion
from .typed_texts import says, without_signs


@dataclass(frozen=True)
class Solution:
    """What a reader gets to know about a question after the answer.

    Attributes:
        content: of the key that answers are marked by.
        feedback: what is said, by name, in the reader's language.
    """

    content: Mapping
    feedback: Mapping[str, str]
    explanation: str
    source: str
    source_url: str
    version: int = 1


@dataclass(frozen=True)
class MarkedChoice:
    """A choice of an answered question."""

    choice: ShownChoice
    is_picked: bool
    is_right: bool


@dataclass(frozen=True)
class MarkedRow:
    """A row of an answered question with what was chosen for it and what is right.

    Attributes:
        name: of its form field.
    """

    name: str
    text: str
    chosen: str
    right: str

    @property
    def is_right(self) -> bool:
        return self.chosen == self.right


@dataclass(frozen=True)
class MarkedQuestion:
    """An answered question with its verdict.

    Attributes:
        rows: of an order in the right order, of pairs as they were shown.
        accepted: what would have earned all of the mark, where the answer is typed.
        remarks: what is said to this answer.
    """

    question: ShownQuestion
    answer: Answer
    share: Fraction
    solution: Solution
    choices: tuple[MarkedChoice, ...] = ()
    rows: tuple[MarkedRow, ...] = ()
    accepted: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

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


def mark_answers(
    questions: Sequence[ShownQuestion],
    answers: Mapping[int, Answer],
    solutions: Mapping[int, Solution],
) -> tuple[MarkedQuestion, ...]:
    """Mark every answered question.

    Raises:
        InvalidAnswerError: a question has lost its key meanwhile.
    """
    return tuple(
        mark_answer(question, answers[question.id], solutions.get(question.id))
        for question in questions
    )


def mark_answer(
    question: ShownQuestion, answer: Answer, solution: Solution | None
) -> MarkedQuestion:
    """Mark one answer that :func:`quizblocks.readings.fault_of` finds nothing wrong with.

    Raises:
        InvalidAnswerError: there is no key that fits the question.
    """
    if solution is None or not fits(question.kind, solution.content, question.keyed_rows):
        raise InvalidAnswerError
    marked = _MARKERS.get(question.kind, _mark_choices)(question, answer, solution)
    said = [*marked.remarks, solution.feedback.get("right" if marked.share == 1 else "wrong", "")]
    # What is said twice is read once.
    remarks = tuple(dict.fromkeys(text for text in said if text))
    return replace(marked, remarks=remarks)


def _mark_choices(question: ShownQuestion, answer: Answer, solution: Solution) -> MarkedQuestion:
    right = right_of(solution.content)
    key = {choice.id for choice in question.choices if choice.key in right}
    share = mark_response(takes_one=question.takes_one, key=key, response=answer.picked)
    choices = tuple(
        MarkedChoice(choice, choice.id in answer.picked, choice.id in key)
        for choice in question.choices
    )
    said = [solution.feedback.get(str(row.choice.key), "") for row in choices if row.is_picked]
    return MarkedQuestion(question, answer, share, solution, choices=choices, remarks=tuple(said))


def _mark_number(question: ShownQuestion, answer: Answer, solution: Solution) -> MarkedQuestion:
    accepted = [tuple(map(Fraction, number)) for number in solution.content["numbers"]]
    number = read_number(answer.text)
    share = mark_number(accepted=accepted, number=number)
    hits = [low <= number <= high for low, high, _share in accepted]
    right = [write_range(low, high) for low, high, each in accepted if each == WHOLE]
    return _typed(MarkedQuestion(question, answer, share, solution), right=right, hits=hits)


def _mark_text(question: ShownQuestion, answer: Answer, solution: Solution) -> MarkedQuestion:
    texts, overlooks = solution.content["texts"], solution.content.get("overlooks", ())
    accepted = [(text, Fraction(share)) for text, share in texts]
    share = mark_text(accepted=accepted, text=answer.text, overlooks=overlooks)
    hits = [says(answer.text, text, overlooks=overlooks) for text, _share in accepted]
    right = [without_signs(text) for text, each in accepted if each == WHOLE]
    return _typed(MarkedQuestion(question, answer, share, solution), right=right, hits=hits)


def _typed(marked: MarkedQuestion, *, right: Sequence[str], hits: Sequence[bool]) -> MarkedQuestion:
    """Return ``marked`` with what is right, and what is said to the first thing that the answer meets."""
    place = next((place for place, is_hit in enumerate(hits, start=1) if is_hit), 0)
    said = marked.solution.feedback.get(str(place), "")
    return replace(marked, accepted=tuple(dict.fromkeys(right)), remarks=(said,))


def _mark_order(question: ShownQuestion, answer: Answer, solution: Solution) -> MarkedQuestion:
    steps = {str(step.key): step for step in question.choices}
    right = [steps[name] for name in solution.content["order"]]
    given = sorted(question.choices, key=lambda step: int(answer.chosen[step.token]))
    share = mark_order(right=right, given=given)
    marked = tuple(
        MarkedRow(question.row_name(step.token), step.text, answer.chosen[step.token], str(place))
        for place, step in enumerate(right, start=1)
    )
    return MarkedQuestion(question, answer, share, solution, rows=marked)


def _mark_pairs(question: ShownQuestion, answer: Answer, solution: Solution) -> MarkedQuestion:
    """Mark pairs, and gaps as pairs of a gap and a text."""
    tokens = {str(choice.key): choice.token for choice in question.choices}
    if question.kind == QuestionKind.GAPS:
        right = {gap: tokens[name] for gap, name in solution.content["gaps"].items()}
    else:
        pairs = solution.content["pairs"].items()
        right = {tokens[left]: tokens[partner] for left, partner in pairs}
    share = mark_pairs(right=right, given=answer.chosen)
    marked = tuple(
        MarkedRow(
            question.row_name(row.token),
            row.text,
            dict(row.options)[answer.chosen[row.token]],
            dict(row.options)[right[row.token]],
        )
        for row in question.rows
    )
    return MarkedQuestion(question, answer, share, solution, rows=marked)


_MARKERS = {
    QuestionKind.NUMERIC: _mark_number,
    QuestionKind.SHORT_ANSWER: _mark_text,
    QuestionKind.ORDERING: _mark_order,
    QuestionKind.MATCHING: _mark_pairs,
    QuestionKind.GAPS: _mark_pairs,
}


def score_sentence(marked: Sequence[MarkedQuestion]) -> str:
    """Return how many answers are right."""
    right = sum(question.state == "right" for question in marked)
    return ngettext(
        "%(right)s of %(total)s question right",
        "%(right)s of %(total)s questions right",
        len(marked),
    ) % {"right": right, "total": len(marked)}
