"""Forms that anybody may send, without an account, a cookie or a token.

Public pages are the same bytes for everybody, so they carry no token. A forged
post changes nothing of the visitor's; those from other sites are refused by
their headers.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import QueryDict

from .clients import header
from .pagecache import GENERATION_KEY, current_generation


@dataclass(frozen=True)
class Arrival:
    """What the caches say of a form that has come.

    Attributes:
        sent: how many came from its sender in this stretch of time, this one included.
        is_new: False where the same note was made before, or could no longer be made.
        generation: of everything public, as :mod:`goodnews.core.pagecache` has it.
    """

    sent: int
    is_new: bool
    generation: str


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
    size = header(request, "CONTENT_LENGTH") or "0"
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
    if header(request, "HTTP_SEC_FETCH_SITE", "same-origin") not in ("same-origin", "none"):
        return True
    origin, host = header(request, "HTTP_ORIGIN"), request.get_host()
    # Compared as a whole: a malformed one cannot even be taken apart.
    return bool(origin) and origin not in (f"https://{host}", f"http://{host}")


def count_sent(name: str, sender: str, *, seconds: int, now: datetime) -> int:
    """Note one more form from ``sender``; return how many came in this stretch of time."""
    key = _counted(name, sender, seconds=seconds, now=now)
    if hasattr(cache, "count"):
        return cache.count(key, timeout=2 * seconds)
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # Dropped between the two calls: the cache is full or was emptied.
        return 1


def arrive(
    name: str, sender: str, *, seconds: int, note: str, note_for: int, limit: int, now: datetime
) -> Arrival:
    """Do for a form from ``sender`` what has to be done first; on Redis in one way there and back.

    Args:
        seconds: of the stretch of time in which forms are counted, as in :func:`count_sent`.
        note: kept for ``note_for`` seconds, so that the same form is known when it comes
            again; "" for none. Nothing is noted of what comes after ``limit``.
    """
    kept = caches[DEFAULT_CACHE_ALIAS]
    if not hasattr(kept, "arrive"):
        sent = count_sent(name, sender, seconds=seconds, now=now)
        is_new = bool(note) and sent <= limit and kept.add(note, 1, timeout=note_for)
        return Arrival(sent, is_new, current_generation())
    sent, is_new, generation = kept.arrive(
        read=_generation_name(),
        counted=_counted(name, sender, seconds=seconds, now=now),
        count_for=2 * seconds,
        noted=note,
        note_for=note_for,
        limit=limit,
    )
    return Arrival(sent, is_new, generation or current_generation())


@lru_cache(maxsize=1)
def _generation_name() -> str:
    """Return the full name under which Redis keeps the generation: settled with the settings."""
    return caches["pages"].make_key(GENERATION_KEY)


def _counted(name: str, sender: str, *, seconds: int, now: datetime) -> str:
    """Return the key under which forms from ``sender`` are counted in this stretch of time."""
    return f"{name}:{int(now.timestamp()) // seconds}:{sender}"
