"""What is checked of a posted answer before anything is read from it."""

from datetime import datetime

from django.conf import settings
from django.http import QueryDict

from goodnews.core import open_forms

from .answers import MAX_SHOWN, read_id
from .errors import InvalidAnswerError, TooManyAnswersError

# Ten questions with every choice ticked need about 1 kB.
MAX_BYTES = 20_000
SECONDS = 60


def posted_data(request) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Raises:
        InvalidAnswerError: from another site, too long, or no plain form.
    """
    try:
        return open_forms.posted_data(request, max_bytes=MAX_BYTES)
    except open_forms.UntrustedFormError as error:
        raise InvalidAnswerError from error


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


def may_be_counted(address: str, *, now: datetime) -> bool:
    """Note one more form from ``address``; tell whether its answers may be counted.

    A whole school answers from one address: everybody is marked, but the counts
    take only so many a minute from one place.

    Raises:
        TooManyAnswersError: far more than any school sends.
    """
    sent = open_forms.count_sent("quiz-answers", address, seconds=SECONDS, now=now)
    if sent > settings.QUIZ_ANSWERS_PER_MINUTE:
        raise TooManyAnswersError
    return sent <= settings.QUIZ_COUNTED_PER_MINUTE
