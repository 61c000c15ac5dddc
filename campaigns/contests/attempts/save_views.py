"""What the script of an attempt's page asks for: save one answer, and how much time is left."""

from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns.contests.entrants.devices import key_of
from campaigns.contests.models import Attempt
from campaigns.contests.personal import PostRefusedError, entrant_page, posted
from campaigns.contests.running.counting import SAVED, count, count_refusal

from .errors import AttemptError, OvertakenError, SubmittedError
from .finding import find_at
from .posting import save_one
from .submitting import close_overdue

# An essay of 1,000 words, each letter in nine signs; every other answer is below 8 kB.
MAX_BYTES = 110_000


@require_http_methods(["GET", "POST"])
@entrant_page
def save(request: HttpRequest, slug: str, number: int, attempt: int) -> JsonResponse:
    """Save one answer: two statements. The same post again has the same reply, byte for byte."""
    key = key_of(request, slug)
    found, now = find_at(key=key, slug=slug, number=number, attempt=attempt)
    if found is None:
        return refusal(404, "missing", _("This device does not know this attempt any more."))
    try:
        if request.method == "GET":
            return _tell_time(found, now)
        data = posted(request, max_bytes=MAX_BYTES)
        place, sequence = save_one(attempt=found, data=data, now=now)
    except PostRefusedError as error:
        return refusal(error.status, "unreadable", error.message)
    except OvertakenError as error:
        count_refusal(slug, error)
        return refusal(error.status, error.reason, error.message, sequence=error.sequence)
    except AttemptError as error:
        count_refusal(slug, error)
        return refusal(error.status, error.reason, error.message)
    count(slug, SAVED)
    return with_time(JsonResponse({"place": place, "sequence": sequence}), found, now)


def _tell_time(attempt: Attempt, now: datetime) -> JsonResponse:
    """Tell how much time is left.

    Raises:
        SubmittedError: the attempt is over.
    """
    is_over = close_overdue(attempts=Attempt.objects.filter(pk=attempt.pk), now=now)
    if is_over or not attempt.is_open:
        raise SubmittedError
    return with_time(JsonResponse({}), attempt, now)


def with_time(response: JsonResponse, attempt: Attempt, now: datetime) -> JsonResponse:
    """Say in a header, outside of what replays compare, how many seconds are left."""
    left = max((attempt.deadline - now).total_seconds(), 0)
    response["X-Seconds-Left"] = f"{left:.1f}"
    return response


def refusal(status: int, reason: str, message, **values) -> JsonResponse:
    """Return why an answer was not taken."""
    return JsonResponse({"reason": reason, "message": str(message), **values}, status=status)
