"""What is checked of a form that somebody sends without an account, before anything is read."""

from datetime import datetime

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, QueryDict

WINDOW_SECONDS = 60


class StrangePostError(Exception):
    """Too long, or no plain form: no page of ours sends this."""


def read_post(request: HttpRequest, *, max_bytes: int) -> QueryDict:
    """Return the posted fields of a plain form.

    Raises:
        StrangePostError: it is longer than ``max_bytes``, or not a form at all.
    """
    size = request.headers.get("content-length") or "0"
    if not (size.isascii() and size.isdigit()) or len(size) > 9 or int(size) > max_bytes:
        raise StrangePostError
    if request.content_type != "application/x-www-form-urlencoded":
        raise StrangePostError
    try:
        return request.POST
    except (RequestDataTooBig, TooManyFieldsSent, UnicodeError, OSError) as error:
        raise StrangePostError from error


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether a browser says that another site sent this form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    host = request.get_host()
    # Compared as a whole: a malformed one cannot even be taken apart.
    return bool(origin) and origin not in (f"https://{host}", f"http://{host}")


def requests_this_minute(what: str, address: str, *, now: datetime) -> int:
    """Note one more request for ``what`` from ``address``; return how many this minute saw."""
    window = int(now.timestamp()) // WINDOW_SECONDS
    key = f"{what}:{window}:{address}"
    cache.add(key, 0, timeout=2 * WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:
        # Dropped between the two calls: the cache is full or was emptied.
        return 1
