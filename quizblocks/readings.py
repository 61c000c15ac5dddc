"""What a reader posted, read; pure once the quiz is given."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from goodnews.core.row_choices import is_row_id

from .choices import QuestionKind
from .errors import InvalidAnswerError
from .formats.numbers import NumberRefusedError, read_number
from .shown import Answer, ShownQuestion

MAX_SHOWN = 10
# Also the most letters of the form's field.
MAX_TYPED = 200


def read_shown(data: QueryDict) -> list[int]:
    """Return the ids of the questions that the posted form showed.

    Raises:
        InvalidAnswerError: none, too many, twice the same, or no number.
    """
    shown = [read_id(value) for value in data.getlist("shown")]
    if not 1 <= len(shown) <= MAX_SHOWN or len(set(shown)) < len(shown):
        raise InvalidAnswerError
    return shown


def read_earlier(data: QueryDict) -> list[int]:
    """Return the ids of the questions that the form's script had answered one by one before.

    Raises:
        InvalidAnswerError: too many, twice the same, asked now as well, or no number.
    """
    earlier = [read_id(value) for value in data.getlist("earlier")]
    asked = earlier + [read_id(value) for value in data.getlist("shown")]
    if len(asked) > MAX_SHOWN or len(set(asked)) < len(asked):
        raise InvalidAnswerError
    return earlier


def read_answers(questions: Sequence[ShownQuestion], data: QueryDict) -> dict[int, Answer]:
    """Return what was answered to each of ``questions``, by question id.

    Raises:
        InvalidAnswerError: an answer to a question that was not shown, or one that the
            form of its question cannot send.
    """
    names = {name for question in questions for name in names_of(question)}
    if any(name not in names for name in data if name.startswith("q")):
        raise InvalidAnswerError
    return {question.id: read_answer(question, data) for question in questions}


def names_of(question: ShownQuestion) -> list[str]:
    """Return the names of the form fields of ``question``."""
    return [question.row_name(row.token) for row in question.rows] or [question.name]


def read_answer(question: ShownQuestion, data: QueryDict) -> Answer:
    """Return what was answered to ``question``.

    Raises:
        InvalidAnswerError: a choice of another question, two choices where one is
            allowed, a text that is too long.
    """
    if question.has_choices:
        picked = frozenset(read_id(value) for value in data.getlist(question.name))
        too_many = question.takes_one and len(picked) > 1
        if too_many or not picked <= {choice.id for choice in question.choices}:
            raise InvalidAnswerError
        return Answer(picked=picked)
    if question.is_typed:
        text = read_one(data, question.name).strip()
        if len(text) > MAX_TYPED or "\x00" in text:
            raise InvalidAnswerError
        return Answer(text=text)
    chosen = {row.token: read_one(data, question.row_name(row.token)) for row in question.rows}
    for row in question.rows:
        if chosen[row.token] not in {"", *(value for value, _text in row.options)}:
            raise InvalidAnswerError
    return Answer(chosen=chosen)


def read_one(data: QueryDict, name: str) -> str:
    """Return the one value of ``name``, or "".

    Raises:
        InvalidAnswerError: there are two.
    """
    values = data.getlist(name)
    if len(values) > 1:
        raise InvalidAnswerError
    return values[0] if values else ""


def read_id(value: str) -> int:
    """Return a posted id.

    Raises:
        InvalidAnswerError: ``value`` is no plain number of a possible row.
    """
    if not is_row_id(value):
        raise InvalidAnswerError
    return int(value)


def fault_of(question: ShownQuestion, answer: Answer) -> str:
    """Return what keeps ``answer`` from being marked, as a sentence; "" where nothing does."""
    if question.has_choices:
        return "" if answer.picked else _("Choose an answer.")
    if question.kind == QuestionKind.NUMERIC:
        return _number_fault(answer.text)
    if question.is_typed:
        return "" if answer.text else _("Write your answer.")
    # What was stored names only the rows that something was chosen for.
    chosen = [answer.chosen.get(row.token, "") for row in question.rows]
    if question.kind == QuestionKind.MATCHING:
        return "" if all(chosen) else _("Choose something for every row.")
    if question.kind == QuestionKind.GAPS:
        return "" if all(chosen) else _("Fill every gap.")
    if not all(chosen):
        return _("Give every step a place.")
    return _("Two steps have the same place.") if len(set(chosen)) < len(chosen) else ""


def _number_fault(text: str) -> str:
    if not text:
        return _("Write a number.")
    try:
        read_number(text)
    except NumberRefusedError as error:
        return str(error)
    return ""
