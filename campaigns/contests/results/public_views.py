"""Public pages of results: the same bytes for everybody, kept until something is published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from campaigns.contests.choices import RoundKind
from campaigns.contests.models import Contest, Ranking, Round
from campaigns.contests.moments import span
from goodnews.core.models import BROWSER_CACHE_SECONDS

from .forms import PageForm
from .ranking import ALL_ROUNDS
from .shown import ShownTable


def public_contest(slug: str) -> Contest:
    """Return a published contest."""
    return get_object_or_404(Contest.objects.published(), slug=slug)


@require_safe
def results_index(request: HttpRequest, slug: str) -> HttpResponse:
    """List the rounds, with the newest version of each table that there is.

    No number of people or attempts is here: a prediction may be asking for it.
    """
    contest = public_contest(slug)
    versions = Ranking.objects.filter(contest=contest).light().order_by("number")
    newest = {each.round_id: each for each in versions}
    rounds = Round.objects.filter(contest=contest, kind=RoundKind.SCORED).order_by("number", "pk")
    lines = [(each, span(each.opens_at, each.closes_at), newest.get(each.pk)) for each in rounds]
    context = {"contest": contest, "lines": lines, "sum": newest.get(None)}
    return same_for_all(render(request, "contests/results_index.html", context))


@require_safe
def results_table(
    request: HttpRequest, slug: str, number: int, version: int | None = None, league: str = ""
) -> HttpResponse:
    """Show a version of the table of a round, or of the sum; the newest where none is named."""
    contest = public_contest(slug)
    round_ = None
    if number != ALL_ROUNDS:
        rounds = Round.objects.filter(contest=contest, kind=RoundKind.SCORED)
        round_ = get_object_or_404(rounds, number=number)
    versions = list(Ranking.objects.light().of(contest, round_).order_by("-number"))
    shown = None
    if versions or version is not None:
        ranking = _chosen(versions, version)
        shown = _shown_table(contest, round_, ranking, versions[0], league, request)
        if league and shown.league != league:
            raise Http404
    context = {"contest": contest, "round": round_, "versions": versions, "shown": shown}
    context |= {"number": number, "version": version}
    return same_for_all(render(request, "contests/results_table.html", context))


def _chosen(versions: list[Ranking], version: int | None) -> Ranking:
    for each in versions:
        if version in (None, each.number):
            return each
    raise Http404


def _shown_table(contest, round_, ranking, newest, league, request) -> ShownTable:
    full = Ranking.objects.select_related("rules").get(pk=ranking.pk)
    full.contest, full.round = contest, round_
    awards_of = full
    if ranking.pk == newest.pk:
        latest = Ranking.objects.filter(contest=contest).defer("content", "inputs")
        awards_of = latest.select_related("rules").order_by("-pk").first()
    page = PageForm(request.GET).number
    return ShownTable(full, awards_of=awards_of, league=league, page=page)


def same_for_all(response: HttpResponse) -> HttpResponse:
    """Let every cache keep the page until something is published."""
    patch_cache_control(response, public=True, max_age=BROWSER_CACHE_SECONDS)
    return response
