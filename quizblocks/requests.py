"""What is checked of a posted answer before anything is read from it."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import QueryDict

from .errors import InvalidAnswerError, TooManyAnswersError

# Ten questions with every choice ticked need about 1 kB.
MAX_BYTES = 20_000
WINDOW_SECONDS = 60


def posted_data(request, *, max_bytes: int = MAX_BYTES) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Args:
        max_bytes: the longest body that the form can send.

    Raises:
        InvalidAnswerError: from another site, too long, or no plain form.
    """
    size = request.headers.get("content-length") or "0"
    if (
        not (size.isascii() and size.isdigit())
        or len(size) > 9
        or int(size) > max_bytes
        or is_from_elsewhere(request)
    ):
        raise InvalidAnswerError
    if request.content_type != "application/x-www-form-urlencoded":
        raise InvalidAnswerError
    try:
        return request.POST
    except (RequestDataTooBig, TooManyFieldsSent, UnicodeError, OSError) as error:
        raise InvalidAnswerError from error


def is_from_elsewhere(request) -> bool:
    """Tell whether a browser says that another site sent this form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    host = request.get_host()
    # Compared as a whole: a malformed one cannot even be taken apart.
    return bool(origin) and origin not in (f"https://{host}", f"http://{host}")


def may_be_counted(address: str, *, now: datetime) -> bool:
    """Note one more form from ``address``; tell whether its answers may be counted.

    A whole school answers from one address: everybody is marked, but the counts
    take only so many a minute from one place.

    Raises:
        TooManyAnswersError: far more than any school sends.
    """
    window = int(now.timestamp()) // WINDOW_SECONDS
    key = f"quiz-answers:{window}:{address}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        sent = cache.incr(key)
    except ValueError:
        # Dropped between the two calls: the cache is full or was emptied.
        return True
    if sent > settings.QUIZ_ANSWERS_PER_MINUTE:
        raise TooManyAnswersError
    return sent <= settings.QUIZ_COUNTED_PER_MINUTE
