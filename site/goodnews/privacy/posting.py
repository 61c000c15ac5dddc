"""What is checked of a post to the public form before anything is read from it."""

from datetime import datetime

from django.conf import settings
from django.http import QueryDict

from goodnews.core import open_forms

from .errors import PostRefusedError, TooManyRequestsError

# 3.000 Vietnamese letters are up to 27 kB in a form.
MAX_BYTES = 60_000
AN_HOUR = 3600


def posted_data(request) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Raises:
        PostRefusedError: from another site, too long, or no plain form.
    """
    try:
        return open_forms.posted_data(request, max_bytes=MAX_BYTES)
    except open_forms.UntrustedFormError as error:
        raise PostRefusedError from error


def count_request(address: str, *, now: datetime) -> None:
    """Note one more request from ``address``.

    Raises:
        TooManyRequestsError: more within the hour than people behind one address send.
    """
    sent = open_forms.count_sent("data-requests", address, seconds=AN_HOUR, now=now)
    if sent > settings.DATA_REQUESTS_PER_HOUR:
        raise TooManyRequestsError
