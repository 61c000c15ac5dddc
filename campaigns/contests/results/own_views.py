"""An entrant's own place in the published tables, and the certificate for it.

The public page is the same for everybody; what is personal is here, known by the device.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from campaigns.contests.certificates.printing import file_name, print_certificates
from campaigns.contests.certificates.statements import certified_table
from campaigns.contests.choices import RoundKind, Standing
from campaigns.contests.clock import database_now
from campaigns.contests.entrants.devices import entrant_of
from campaigns.contests.models import Contest, Ranking, Round
from campaigns.contests.personal import contest_page, count_form, refuse_strangers
from goodnews.core.spreadsheets.writing import as_download

from .files import PDF
from .own_results import OwnResult
from .ranking import ALL_ROUNDS


@require_safe
@contest_page
def own_result(request: HttpRequest, contest: Contest, number: int) -> HttpResponse:
    """Show the own row of one table with what parts it from those beside it."""
    entrant = entrant_of(request, contest)
    if entrant is None:
        return redirect("contest_attempts:come_back", contest.slug)
    round_ = _round(contest, number)
    rankings = Ranking.objects.filter(contest=contest, round=round_).select_related("rules")
    ranking = rankings.defer("inputs", "awards", "figures").order_by("-number").first()
    own, certificate = None, None
    if ranking is not None:
        ranking.contest, ranking.round = contest, round_
        own = OwnResult(ranking, entrant)
        table = certified_table(contest, round_) if entrant.standing == Standing.IN else None
        certificate = table.of(entrant.pk) if table else None
    context = {
        "contest": contest,
        "entrant": entrant,
        "round": round_,
        "number": number,
        "ranking": ranking,
        "own": own,
        "certificate": certificate,
        "others": _others(contest, number),
    }
    return render(request, "contests/own_result.html", context)


@require_POST
@contest_page
def own_certificate(request: HttpRequest, contest: Contest, number: int) -> HttpResponse:
    """Send the own certificate as a PDF file."""
    refuse_strangers(request)
    entrant = entrant_of(request, contest)
    if entrant is None:
        return redirect("contest_attempts:come_back", contest.slug)
    now = database_now()
    count_form(request, "contest-certificates", now=now)
    table = certified_table(contest, _round(contest, number))
    said = table.of(entrant.pk) if table else None
    content = None
    if said is not None:
        content = print_certificates(table=table, statements=[(entrant.pk, said)], now=now)
    if content is None:
        # What was shown before is no longer true: the page says what is.
        return redirect("contest_attempts:own_result", contest.slug, number)
    return as_download(content, file_name(table), content_type=PDF)


def _round(contest: Contest, number: int) -> Round | None:
    if number == ALL_ROUNDS:
        return None
    rounds = Round.objects.filter(contest=contest, kind=RoundKind.SCORED)
    return get_object_or_404(rounds, number=number)


def _others(contest: Contest, number: int) -> list[tuple[int, str]]:
    """Return the other tables that are published: number and title, the sum last with ""."""
    rows = Ranking.objects.filter(contest=contest, number=1)
    found = sorted(
        (each or ALL_ROUNDS, title or "")
        for each, title in rows.values_list("round__number", "round__title")
        if (each or ALL_ROUNDS) != number
    )
    return [each for each in found if each[0]] + [each for each in found if not each[0]]
