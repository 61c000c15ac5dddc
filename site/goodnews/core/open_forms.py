"""Forms that anybody may send, without an account, a cookie or a token.

Public pages are the same bytes for everybody, so they carry no token. A forged
post changes nothing of the visitor's; those from other sites are refused by
their headers.
"""

from datetime import datetime

from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import QueryDict


class UntrustedFormError(Exception):
    """From another site, too long, or no plain form."""


def posted_data(request, *, max_bytes: int) -> QueryDict:
    """Return the posted fields of a form that our own page sent.

    Raises:
        UntrustedFormError: it cannot have been our own page.
    """
    if is_from_elsewhere(request):
        raise UntrustedFormError
    return read_form(request, max_bytes=max_bytes)


def read_form(request, *, max_bytes: int) -> QueryDict:
    """Return the posted fields of a plain form, wherever it comes from.

    A page that sends no referrer says nothing of where its form comes from.

    Raises:
        UntrustedFormError: it is longer than ``max_bytes``, or not a form at all.
    """
    size = request.headers.get("content-length") or "0"
    if not (size.isascii() and size.isdigit()) or len(size) > 9 or int(size) > max_bytes:
        raise UntrustedFormError
    if request.content_type != "application/x-www-form-urlencoded":
        raise UntrustedFormError
    try:
        return request.POST
    except (RequestDataTooBig, TooManyFieldsSent, UnicodeError, OSError) as error:
        raise UntrustedFormError from error


def is_from_elsewhere(request) -> bool:
    """Tell whether a browser says that another site sent this form."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    host = request.get_host()
    # Compared as a whole: a malformed one cannot even be taken apart.
    return bool(origin) and origin not in (f"https://{host}", f"http://{host}")


def count_sent(name: str, sender: str, *, seconds: int, now: datetime) -> int:
    """Note one more form from ``sender``; return how many came in this stretch of time."""
    window = int(now.timestamp()) // seconds
    key = f"{name}:{window}:{sender}"
    if hasattr(cache, "count"):
        return cache.count(key, timeout=2 * seconds)
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # Dropped between the two calls: the cache is full or was emptied.
        return 1
