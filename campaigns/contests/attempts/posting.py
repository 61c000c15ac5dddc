"""What a page of an attempt posts, read and saved: one answer by the script, or the whole form."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import get_language

from campaigns.contests.choices import PredictionMoment
from campaigns.contests.models import Attempt
from quizblocks.errors import InvalidAnswerError
from quizblocks.readings import read_answers, read_id

from .contents import PREDICTION, Content, read_prediction, stored
from .errors import EssayTooLongError, NotANumberError, OvertakenError, UnreadableAnswerError
from .essays import ESSAY, read_essay
from .own import asks_prediction
from .saving import WRITER_LENGTH, Answer, next_sequence, refuse_late, save_answer
from .submitting import rules_of
from .wordings import asked_items, item_names

PREDICTION_FIELD = "du_doan"
ESSAY_FIELD = "bai_viet"
# Places of what the page's script has not sent yet, "" for none; no field where no script runs.
UNSENT_FIELD = "sua"


def read_one(*, attempt: Attempt, data: QueryDict) -> Answer:
    """Read the one answer that the page's script sent.

    Raises:
        AttemptError: it is none of this attempt.
    """
    place, sequence = read_number(data, "place"), read_number(data, "sequence")
    if place == PREDICTION:
        content = read_own_prediction(attempt, data)
    elif place == ESSAY:
        content = read_essay(data.get(ESSAY_FIELD, ""), rules_of(attempt))
    else:
        content = read_contents(attempt, data, places=[place])[place]
    return Answer(place, sequence, content, data.get("writer", "")[:WRITER_LENGTH])


def save_form(*, attempt: Attempt, data: QueryDict, now: datetime) -> None:
    """Save every answer of the form that is another than the saved one.

    What another page has answered since this one was opened stays: of a form that a script
    sends only what it had not sent before is written. A prediction that is no
    number and an essay that is too long are refused after everything else is saved.

    Raises:
        AttemptError: nothing is taken any more, or the form is none of ours.
    """
    saved = {row.place: row for row in attempt.answers.all()}
    sequence = read_number(data, "so", default=next_sequence(saved))
    answers, fault = read_contents(attempt, data), None
    try:
        if ESSAY_FIELD in data:
            answers[ESSAY] = read_essay(data[ESSAY_FIELD], rules_of(attempt))
    except EssayTooLongError as error:
        fault = error
    try:
        if PREDICTION_FIELD in data:
            answers[PREDICTION] = read_own_prediction(attempt, data)
    except NotANumberError as error:
        fault = error
    held = {place: row.content for place, row in saved.items()}
    unsent = data.getlist(UNSENT_FIELD, [str(place) for place in answers])
    own = {place: said for place, said in answers.items() if str(place) in unsent}
    fresh = [(place, said) for place, said in own.items() if said != held.get(place, {})]
    if fresh:
        # The disk is waited for once, however many answers there are.
        with transaction.atomic():
            for place, said in fresh:
                with suppress(OvertakenError):
                    save_answer(
                        attempt=attempt, place=place, sequence=sequence, content=said, now=now
                    )
    if fault:
        raise fault
    refuse_late(attempt=attempt, now=now)


def read_number(data: QueryDict, name: str, *, default: int | None = None) -> int:
    """Return a number that was posted.

    Raises:
        UnreadableAnswerError: it is none.
    """
    text = data.get(name, "")
    if not text and default is not None:
        return default
    try:
        return read_id(text)
    except InvalidAnswerError as error:
        raise UnreadableAnswerError from error


def read_contents(
    attempt: Attempt, data: QueryDict, *, places: list[int] | None = None
) -> dict[int, Content]:
    """Return what was answered, by place, as it is stored.

    Args:
        places: the only ones that may be in it; None for all.

    Raises:
        UnreadableAnswerError: an option of another attempt, two where one is allowed, a field
            that the page does not have.
    """
    own = range(1, len(attempt.paper) + 1)
    asked = own if places is None else [place for place in places if place in own]
    if not asked:
        raise UnreadableAnswerError
    names = item_names(attempt, asked)
    questions = asked_items(attempt, asked, language=get_language(), names=names)
    try:
        answers = read_answers(questions, data)
    except InvalidAnswerError as error:
        raise UnreadableAnswerError from error
    return {each.id: stored(each, answers[each.id], names[each.id]) for each in questions}


def read_own_prediction(attempt: Attempt, data: QueryDict) -> Content:
    """Return the prediction that was typed beside the questions; {} for none.

    Raises:
        UnreadableAnswerError: none is asked for here.
        NotANumberError: it is no number.
    """
    if not asks_prediction(rules_of(attempt), PredictionMoment.INSIDE):
        raise UnreadableAnswerError
    text = data.get(PREDICTION_FIELD, "")
    return {"number": read_prediction(text)} if text.strip() else {}
