"""The page of the line: where somebody stands, and the button once it is their turn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from campaigns.contests.entrants.devices import key_of
from campaigns.contests.models import Contest
from campaigns.contests.personal import entrant_page

from .gate import line_answer
from .keeping import look_up
from .known import known_contest
from .tickets import read_ticket


@require_safe
@entrant_page
def line(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Tell the place of whoever has a number; it begins nothing, so that no time runs unseen."""
    key = key_of(request, slug)
    ticket = read_ticket(request, slug, key) if key else None
    if ticket is None:
        get_object_or_404(Contest.objects.published(), slug=slug)
        return redirect("contest_attempts:mine", slug)
    place = look_up((ticket.era, ticket.number))
    return line_answer(request, known_contest(slug), number, place, closes_at=ticket.closes_at)
