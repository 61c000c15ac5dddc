"""Readers vote in a poll and see the result: no account, no cookie."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goodnews.core.clients import client_address
from goodnews.core.never_kept import never_kept

from .errors import QuizError
from .polls import PublicPoll, cast_vote, find_poll, results_of
from .repeats import sender_of
from .requests import may_be_counted, posted_data
from .views import refuse, wants_json


# No token, as for the quiz.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, page_id: int, block_id: UUID) -> HttpResponse:
    """Show the result of a poll, after a vote where one was sent."""
    try:
        found = find_poll(page_id=page_id, block_id=block_id)
        message = vote(request, found) if request.method == "POST" else ""
    except QuizError as error:
        return never_kept(refuse(request, error))
    results = results_of(found)
    total = sum(result.votes for result in results)
    if wants_json(request):
        rows = [[result.choice.text, result.votes, result.percent] for result in results]
        return never_kept(JsonResponse({"rows": rows, "total": total, "message": message}))
    context = {"poll": found, "results": results, "total": total, "message": message}
    return never_kept(render(request, "quizblocks/poll_results.html", context))


def vote(request: HttpRequest, found: PublicPoll) -> str:
    """Count what was posted; return what the reader is told.

    Raises:
        QuizError: what was posted is no vote in this poll.
    """
    now = timezone.now()
    data = posted_data(request)
    may_count = may_be_counted(client_address(request), now=now)
    value = data.get("choice", "")
    if not value:
        return gettext("Choose an answer.")
    is_counted = may_count and cast_vote(
        poll=found, value=value, sender=sender_of(request, data), now=now
    )
    return gettext("Thank you for your vote.") if is_counted else gettext("You have voted already.")
