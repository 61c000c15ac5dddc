"""What is checked of a post to a public form before anything is read from it."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import QueryDict

from quizblocks.errors import InvalidAnswerError
from quizblocks.requests import posted_data

from .errors import PostRefusedError, TooManyRequestsError

# 3.000 Vietnamese letters are up to 27 kB in a form.
MAX_BYTES = 60_000
WINDOW_SECONDS = 3600


def read_post(request) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Raises:
        PostRefusedError: from another site, too long, or no plain form.
    """
    try:
        return posted_data(request, max_bytes=MAX_BYTES)
    except InvalidAnswerError as error:
        raise PostRefusedError from error


def count_request(address: str, *, now: datetime) -> None:
    """Note one more request from ``address``.

    Raises:
        TooManyRequestsError: more within the hour than people behind one address send.
    """
    window = int(now.timestamp()) // WINDOW_SECONDS
    key = f"data-requests:{window}:{address}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        sent = cache.incr(key)
    except ValueError:
        # Dropped between the two calls: the cache is full or was emptied.
        return
    if sent > settings.DATA_REQUESTS_PER_HOUR:
        raise TooManyRequestsError
