"""What is checked of a posted answer before anything is read from it."""

from datetime import datetime

from django.conf import settings
from django.http import QueryDict

from goodnews.core.public_posts import (
    StrangePostError,
    is_from_elsewhere,
    read_post,
    requests_this_minute,
)

from .errors import InvalidAnswerError, TooManyAnswersError

# Ten questions with every choice ticked need about 1 kB.
MAX_BYTES = 20_000


def posted_data(request) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Raises:
        InvalidAnswerError: from another site, too long, or no plain form.
    """
    if is_from_elsewhere(request):
        raise InvalidAnswerError
    try:
        return read_post(request, max_bytes=MAX_BYTES)
    except StrangePostError as error:
        raise InvalidAnswerError from error


def may_be_counted(address: str, *, now: datetime) -> bool:
    """Note one more form from ``address``; tell whether its answers may be counted.

    A whole school answers from one address: everybody is marked, but the counts
    take only so many a minute from one place.

    Raises:
        TooManyAnswersError: far more than any school sends.
    """
    sent = requests_this_minute("quiz-answers", address, now=now)
    if sent > settings.QUIZ_ANSWERS_PER_MINUTE:
        raise TooManyAnswersError
    return sent <= settings.QUIZ_COUNTED_PER_MINUTE
