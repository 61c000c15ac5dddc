"""A whole form, marked once for everybody who answers alike.

Thousands answer the same quiz after an article has been shared, and most give one of a few
answers: marking, counting and telling are then the same work with the same outcome. The
outcome hangs on the quiz as it is public, on the answers and on the language, on nothing of
the reader's, so it is kept with the quiz and ends with it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.utils.translation import get_language

from goodnews.core.single_statements import execute_single

from .answers import MarkedQuestion, mark_answers
from .errors import InvalidAnswerError
from .readings import fault_of, read_answers
from .shown import Answer, AskedQuestion
from .solutions import PublicQuiz, questions_asked
from .tallies import counting

# Ten questions of four choices, answered one by one, and a few whole forms.
KEPT_FORMS = 64


class UnansweredError(Exception):
    """A form left a question open.

    Attributes:
        asked: its questions as they were answered, with what is wrong.
    """

    def __init__(self, asked: list[AskedQuestion]):
        super().__init__()
        self.asked = asked


@dataclass(frozen=True)
class MarkedForm:
    """The answers of a form, marked.

    Attributes:
        earlier: the answers to the form's other questions, marked when they came.
        picked: what was answered now, by question id.
    """

    public: PublicQuiz
    marked: tuple[MarkedQuestion, ...]
    earlier: tuple[MarkedQuestion, ...]
    picked: Mapping[int, Answer]
    _statements: dict = field(default_factory=dict)

    def count(self, *, day: date, is_later: bool) -> None:
        """Add one reader's answers to the counts of ``day``, in one statement."""
        statement = self._statements.get((day, is_later))
        if statement is None:
            statement = counting(
                page_id=self.public.page_id,
                block_id=self.public.block_id,
                marked=self.marked,
                day=day,
                earlier=self.earlier,
                is_later=is_later,
            )
            self._statements[day, is_later] = statement
        execute_single(*statement)

    @cached_property
    def as_json(self) -> bytes:
        """What the browser's script is told of every question."""
        told = [told_of(question, self.public.passages) for question in self.marked]
        return json.dumps(told, cls=DjangoJSONEncoder).encode()


def marked_form(
    public: PublicQuiz, *, shown: Sequence[int], earlier: Sequence[int], data: QueryDict
) -> MarkedForm:
    """Return the answers in ``data`` to the questions ``shown``, marked or kept.

    Raises:
        InvalidAnswerError: what was posted cannot be answers to these questions.
        UnansweredError: a question was left open.
    """
    answered = tuple((name, *values) for name, values in data.lists() if name.startswith("q"))
    key = (get_language(), *shown, None, *earlier, *answered)
    form = public.forms.get(key)
    if form is None:
        form = mark_form(public, shown=shown, earlier=earlier, data=data)
        # Questions from beside the quiz may change without it.
        if public.shows([*shown, *earlier]):
            if len(public.forms) >= KEPT_FORMS:
                public.forms.clear()
            public.forms[key] = form
    return form


def mark_form(
    public: PublicQuiz, *, shown: Sequence[int], earlier: Sequence[int], data: QueryDict
) -> MarkedForm:
    """Read and mark the answers in ``data``; raises as :func:`marked_form`."""
    found, solutions = questions_asked(public, [*earlier, *shown])
    answers = read_answers(found, data)
    before, questions = found[: len(earlier)], found[len(earlier) :]
    if any(fault_of(question, answers[question.id]) for question in before):
        raise InvalidAnswerError
    asked = [
        AskedQuestion(each, answers[each.id], fault_of(each, answers[each.id]))
        for each in questions
    ]
    if any(each.error for each in asked):
        raise UnansweredError(asked)
    return MarkedForm(
        public=public,
        marked=mark_answers(questions, answers, solutions),
        earlier=mark_answers(before, answers, solutions),
        picked={question.id: answers[question.id] for question in questions},
    )


def told_of(marked: MarkedQuestion, passages: Mapping) -> dict:
    """Return what the browser shows of an answered question: an allow-list."""
    return {
        "id": marked.question.id,
        "state": marked.state,
        "verdict": marked.verdict,
        "right": [choice.choice.id for choice in marked.choices if choice.is_right],
        "rows": [
            {"name": row.name, "right": row.right, "is_right": row.is_right} for row in marked.rows
        ],
        "accepted": list(marked.accepted),
        "remarks": list(marked.remarks),
        "explanation": marked.solution.explanation,
        "source": marked.solution.source,
        "source_url": marked.solution.source_url,
        "passage": passages.get(marked.question.key, ""),
    }
