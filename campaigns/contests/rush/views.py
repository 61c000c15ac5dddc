"""The page of the line: where somebody stands, and the button once it is their turn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from campaigns.contests.entrants.devices import key_of
from campaigns.contests.models import Contest
from campaigns.contests.personal import contest_page

from .gate import line_answer
from .keeping import take_place
from .tickets import read_ticket


@require_safe
@contest_page
def line(request: HttpRequest, contest: Contest, number: int) -> HttpResponse:
    """Tell the place of whoever has a number; it begins nothing, so that no time runs unseen."""
    key = key_of(request, contest.slug)
    ticket = read_ticket(request, contest, key) if key else None
    if ticket is None:
        return redirect("contest_attempts:mine", contest.slug)
    place = take_place((ticket.era, ticket.number))
    return line_answer(request, contest, number, place, closes_at=ticket.closes_at)
