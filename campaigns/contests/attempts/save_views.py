"""What the script of an attempt's page asks for: save one answer, and how much time is left."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.contests.entrants.devices import key_of
from campaigns.contests.models import Attempt
from campaigns.contests.personal import PostRefusedError, entrant_page, posted
from campaigns.contests.running.counting import SAVED, count, count_refusal

from .errors import AttemptError, OvertakenError, SubmittedError
from .finding import Address, find_at
from .kept import keep, kept_attempt, save_kept
from .posting import read_one
from .saving import Answer, save_answer
from .submitting import close_overdue

# An essay of 1,000 words, each letter in nine signs; every other answer is below 8 kB.
MAX_BYTES = 110_000


@require_http_methods(["GET", "POST"])
@entrant_page
def save(request: HttpRequest, slug: str, number: int, attempt: int) -> HttpResponse:
    """Save one answer. The same post again has the same reply, byte for byte."""
    key = key_of(request, slug)
    address = Address(key, slug, number, attempt) if key else None
    try:
        if request.method == "GET":
            return _tell_time(address)
        data = posted(request, max_bytes=MAX_BYTES)
        answer, left = _save_to_kept(address, data) or _save_to_found(address, data)
    except _UnknownAttemptError:
        return refusal(404, "missing", _("This device does not know this attempt any more."))
    except PostRefusedError as error:
        return refusal(error.status, "unreadable", error.message)
    except OvertakenError as error:
        count_refusal(slug, error)
        return refusal(error.status, error.reason, error.message, sequence=error.sequence)
    except AttemptError as error:
        count_refusal(slug, error)
        return refusal(error.status, error.reason, error.message)
    count(slug, SAVED)
    return with_time({"place": answer.place, "sequence": answer.sequence}, left)


class _UnknownAttemptError(Exception):
    """Whoever asks has no such attempt."""


def _save_to_kept(address: Address | None, data: QueryDict) -> tuple[Answer, float] | None:
    """Save an answer to an attempt that this process has met before: one statement.

    Returns:
        None: it has not met it, or nothing was saved; that is to be found out.
    """
    attempt = kept_attempt(address) if address else None
    if attempt is None:
        return None
    with suppress(AttemptError):
        answer = read_one(attempt=attempt, data=data)
        left = save_kept(address, attempt, answer)
        return None if left is None else (answer, left)
    return None


def _save_to_found(address: Address | None, data: QueryDict) -> tuple[Answer, float]:
    """Find the attempt and save an answer to it: two statements.

    Raises:
        AttemptError: nothing was saved.
    """
    attempt, now = _find(address)
    keep(address, attempt)
    answer = read_one(attempt=attempt, data=data)
    save_answer(
        attempt=attempt,
        place=answer.place,
        sequence=answer.sequence,
        content=answer.content,
        now=now,
        writer=answer.writer,
    )
    return answer, _seconds_left(attempt, now)


def _find(address: Address | None) -> tuple[Attempt, datetime]:
    found, now = find_at(address) if address else (None, None)
    if found is None:
        raise _UnknownAttemptError
    return found, now


def _tell_time(address: Address | None) -> HttpResponse:
    """Tell how much time is left.

    Raises:
        SubmittedError: the attempt is over.
    """
    attempt, now = _find(address)
    is_over = close_overdue(attempts=Attempt.objects.filter(pk=attempt.pk), now=now)
    if is_over or not attempt.is_open:
        raise SubmittedError
    return with_time({}, _seconds_left(attempt, now))


def _seconds_left(attempt: Attempt, now: datetime) -> float:
    return max((attempt.deadline - now).total_seconds(), 0)


def with_time(values: Mapping[str, int], left: float) -> HttpResponse:
    """Say in a header, outside of what replays compare, how many seconds are left."""
    # JsonResponse looks for moments and numbers of money that are none here.
    return HttpResponse(
        json.dumps(values),
        content_type="application/json",
        headers={"X-Seconds-Left": f"{left:.1f}"},
    )


def refusal(status: int, reason: str, message, **values) -> JsonResponse:
    """Return why an answer was not taken."""
    return JsonResponse({"reason": reason, "message": str(message), **values}, status=status)
