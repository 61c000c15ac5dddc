"""What is checked of a post to the public form before anything is read from it."""

from datetime import datetime

from django.conf import settings
from django.http import QueryDict

from goodnews.core.public_posts import (
    StrangePostError,
    is_from_elsewhere,
    read_post,
    requests_within,
)

from .errors import PostRefusedError, TooManyRequestsError

# 3.000 Vietnamese letters are up to 27 kB in a form.
MAX_BYTES = 60_000
AN_HOUR = 3600


def posted_data(request) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Raises:
        PostRefusedError: from another site, too long, or no plain form.
    """
    if is_from_elsewhere(request):
        raise PostRefusedError
    try:
        return read_post(request, max_bytes=MAX_BYTES)
    except StrangePostError as error:
        raise PostRefusedError from error


def count_request(address: str, *, now: datetime) -> None:
    """Note one more request from ``address``.

    Raises:
        TooManyRequestsError: more within the hour than people behind one address send.
    """
    if (
        requests_within(AN_HOUR, "data-requests", address, now=now)
        > settings.DATA_REQUESTS_PER_HOUR
    ):
        raise TooManyRequestsError
