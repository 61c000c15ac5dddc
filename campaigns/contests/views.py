"""Public pages of contests: the same bytes for everybody, kept until something changes.

What depends on the clock turns with the rounds: the chore of :mod:`.turns` ends the kept
pages at every opening and closing.
"""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from goodnews.core.models import BROWSER_CACHE_SECONDS
from quizblocks.bands import bands
from quizblocks.practice.sets import sample_set

from .contest_pages import contest_cards, landing
from .models import Contest
from .results.shown_units import unit_board
from .rules import from_json
from .rules_pages import shown_changes, shown_version


@require_safe
def contest_list(request: HttpRequest) -> HttpResponse:
    """List the contests: open, soon, closed."""
    context = {"groups": contest_cards(now=timezone.now())}
    return same_for_all(render(request, "contests/contest_list.html", context))


@require_safe
def contest_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one contest: dates, who may enter, prizes, a question, units, whom to ask."""
    contest = find_contest(slug)
    now: datetime = timezone.now()
    shown = landing(contest, now=now)
    # Whoever may still enter sees what is asked; one of the practice questions, never the contest's.
    sample = sample_set(shown.topics, locale=Locale.get_active()) if shown.turns_at else None
    board = unit_board(contest) if shown.has_closed_round else None
    context = {"contest": contest, "landing": shown, "sample": sample, "board": board}
    context["bands"] = bands() if sample else ()
    return same_for_all(render(request, "contests/contest.html", context))


@require_safe
def rules_page(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show the rules as they hold, or as an older version said them."""
    contest = find_contest(slug)
    versions = list(contest.versions.all())
    version = next((each for each in versions if number in (None, each.number)), None)
    if version is None:
        raise Http404
    earlier = next((each for each in versions if each.number == version.number - 1), None)
    context = {
        "contest": contest,
        "version": version,
        "versions": versions,
        "is_current": version is versions[0],
        "shown": shown_version(version),
        "changes": shown_changes(from_json(earlier.content), from_json(version.content))
        if earlier
        else [],
        "earlier": earlier,
    }
    return same_for_all(render(request, "contests/rules.html", context))


def find_contest(slug: str) -> Contest:
    """Return the published contest of that address, or answer that there is none."""
    return get_object_or_404(Contest.objects.published().select_related("poster"), slug=slug)


def same_for_all(response: HttpResponse) -> HttpResponse:
    """Let every cache keep the page until something changes."""
    patch_cache_control(response, public=True, max_age=BROWSER_CACHE_SECONDS)
    return response
