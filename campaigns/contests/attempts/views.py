"""The pages of an attempt: begin, answer, submit, receipt. They work without a script."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from random import SystemRandom
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.contests.choices import PredictionMoment
from campaigns.contests.clock import database_now
from campaigns.contests.entrants.devices import entrant_of, key_of
from campaigns.contests.models import Attempt, Contest
from campaigns.contests.personal import (
    contest_page,
    entrant_page,
    posted,
    refuse,
    refuse_strangers,
)
from campaigns.contests.running.counting import (
    SAVED,
    STARTED,
    SUBMITTED,
    count,
    count_refusal,
)
from campaigns.contests.running.messages import notes_for
from campaigns.contests.rush.gate import Turn, count_ticket, put_in_line, turn_of
from campaigns.contests.rush.known import known_contest
from campaigns.contests.rush.tickets import drop_ticket
from quizblocks.answers import MarkedQuestion
from quizblocks.shown import AskedQuestion

from .contents import PREDICTION, answered, read_prediction
from .door import comer_at
from .errors import AttemptError, RoundClosedError, SubmittedError, TimeOverError
from .essays import ESSAY
from .finding import Address, shown_at
from .own import (
    asks_prediction,
    clock_text,
    marked_paper,
    shows_answers,
    shows_score,
)
from .posting import ESSAY_FIELD, PREDICTION_FIELD, save_form
from .receipts import check_receipt, receipt_of
from .saving import next_sequence
from .starting import check_start, start_attempt
from .submitting import close_overdue, predict, rules_of, submit_attempt
from .wordings import item_names, shown_paper

# Thirty questions with every choice ticked, or as many typed answers of 200 letters; an essay.
MAX_BYTES = 210_000
ENDINGS = (SubmittedError, TimeOverError, RoundClosedError)


@require_POST
@entrant_page
def start(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Begin an attempt in one's turn, or go on with the one that is open."""
    refuse_strangers(request)
    key = key_of(request, slug)
    if key is None:
        get_object_or_404(Contest.objects.published(), slug=slug)
        return redirect("contest_attempts:come_back", slug)
    try:
        with turn_of(request, slug, key) as turn:
            if turn.has_slot:
                response = _begin(slug, key, number)
                if turn.ticket:
                    drop_ticket(response, slug)
                return response
        return _wait(request, slug, key, turn, number)
    except AttemptError as error:
        count_refusal(slug, error)
        back = reverse("contest_attempts:mine", args=[slug])
        return refuse(request, error.message, status=error.status, back=back)


def _begin(slug: str, key: UUID, number: int) -> HttpResponse:
    comer = comer_at(key=key, slug=slug, number=number)
    if comer is None:
        return redirect("contest_attempts:come_back", slug)
    attempt = start_attempt(
        entrant=comer.entrant, round=comer.round, now=comer.now, rng=SystemRandom()
    )
    if attempt.started_at == comer.now:
        count(slug, STARTED)
    return redirect("contest_attempts:attempt", slug, number, attempt.number)


def _wait(request: HttpRequest, slug: str, key: UUID, turn: Turn, number: int) -> HttpResponse:
    """Put in line whoever could begin; a number is not asked what it was given for."""
    if turn.ticket:
        closes_at, contest = turn.ticket.closes_at, known_contest(slug)
        return put_in_line(request, contest, key, turn.place, number=number, closes_at=closes_at)
    comer = comer_at(key=key, slug=slug, number=number)
    if comer is None:
        return redirect("contest_attempts:come_back", slug)
    if comer.goes_on_with:
        return redirect("contest_attempts:attempt", slug, number, comer.goes_on_with)
    said = comer.said
    check_start(standing=comer.standing, said=said, used=comer.used, now=comer.now)
    count_ticket(key, now=comer.now)
    return put_in_line(
        request, comer.contest, key, turn.place, number=number, closes_at=said.closes_at
    )


def attempt_page(view: Callable) -> Callable:
    """Give ``view`` the attempt of the address with all that belongs to it, and the moment.

    One whose time is over is ended first. Addresses name it by its numbers, so nobody reaches
    another's. Whoever is nobody in the contest is asked for the return code.
    """

    @wraps(view)
    def page(request: HttpRequest, slug: str, number: int, attempt: int) -> HttpResponse:
        key = key_of(request, slug)
        found = shown_at(Address(key, slug, number, attempt)) if key else None
        if found is not None:
            shown, now = found
            if shown.is_over_at(now):
                close_overdue(attempts=Attempt.objects.filter(pk=shown.pk), now=now)
                shown.refresh_from_db()
            return view(request, shown, now)
        contest = get_object_or_404(Contest.objects.published(), slug=slug)
        if entrant_of(request, contest) is None:
            return redirect("contest_attempts:come_back", slug)
        raise Http404

    return entrant_page(page)


@require_http_methods(["GET", "HEAD", "POST"])
@attempt_page
def answer(request: HttpRequest, found: Attempt, now: datetime) -> HttpResponse:
    """Show the questions with what is saved; save them all, or submit."""
    contest = found.entrant.contest
    address = (contest.slug, found.round.number, found.number)
    if not found.is_open:
        return redirect("contest_attempts:receipt", *address)
    if request.method != "POST":
        return _show_questions(request, contest, found, now=now)
    data = posted(request, max_bytes=MAX_BYTES)
    fault = None
    try:
        save_form(attempt=found, data=data, now=now)
        count(contest.slug, SAVED)
    except ENDINGS as error:
        count_refusal(contest.slug, error)
        submit_attempt(attempt=found, now=database_now())
        return redirect("contest_attempts:receipt", *address)
    except AttemptError as error:
        count_refusal(contest.slug, error)
        fault = error
    step = data.get("do", "")
    left_open = _left_open(found) if step == "submit" else []
    if fault is None and (step == "finish" or (step == "submit" and not left_open)):
        submit_attempt(attempt=found, now=now)
        count(contest.slug, SUBMITTED)
        return redirect("contest_attempts:receipt", *address)
    return _show_questions(
        request,
        contest,
        found,
        now=now,
        fault=fault,
        left_open=left_open,
        is_saved=fault is None,
        typed=data.get(PREDICTION_FIELD, ""),
        essay=data.get(ESSAY_FIELD, ""),
    )


def _left_open(attempt: Attempt) -> list[str]:
    """Return the places of items that have no answer yet, essay and prediction among them."""
    saved = dict(attempt.answers.values_list("place", "content"))
    said, places = rules_of(attempt), list(range(1, len(attempt.paper) + 1))
    places += [ESSAY] if said.essay else []
    places += [PREDICTION] if asks_prediction(said, PredictionMoment.INSIDE) else []
    return [str(place) for place in places if not saved.get(place)]


def _show_questions(
    request, contest, attempt, *, now, fault=None, left_open=(), is_saved=False, typed="", essay=""
):
    saved = {row.place: row for row in attempt.answers.all()}
    questions = shown_paper(attempt, language=get_language())
    names = item_names(attempt, range(1, len(questions) + 1))
    said = rules_of(attempt)
    prediction = saved[PREDICTION].content.get("number") if PREDICTION in saved else None
    context = {
        "contest": contest,
        "attempt": attempt,
        "rules": said,
        "asked": [
            AskedQuestion(each, answered(saved[each.id].content, names[each.id]))
            if each.id in saved
            else each.unanswered
            for each in questions
        ],
        "seconds": str(max(int((attempt.deadline - now).total_seconds()), 0)),
        "sequence": str(next_sequence(saved)),
        "asks_prediction": asks_prediction(said, PredictionMoment.INSIDE),
        "prediction": typed or ("" if prediction is None else str(prediction)),
        "essay": essay or (saved[ESSAY].content.get("text", "") if ESSAY in saved else ""),
        "essay_place": str(ESSAY),
        "fault": fault,
        "left_open": left_open,
        "is_saved": is_saved,
        "notes": notes_for(attempt.entrant),
    }
    status = fault.status if fault else 200
    return render(request, "contests/attempt.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@attempt_page
def receipt(request: HttpRequest, found: Attempt, now: datetime) -> HttpResponse:
    """Show the receipt with what the rules show at once; take the prediction that comes after."""
    contest = found.entrant.contest
    address = (contest.slug, found.round.number, found.number)
    if found.is_open:
        return redirect("contest_attempts:attempt", *address)
    fault, typed = None, ""
    if request.method == "POST":
        typed = posted(request, max_bytes=MAX_BYTES).get("du_doan", "")
        try:
            predict(attempt=found, number=read_prediction(typed), now=now)
            return redirect("contest_attempts:receipt", *address)
        except AttemptError as error:
            count_refusal(contest.slug, error)
            fault = error
    return _show_receipt(request, contest, found, now=now, fault=fault, typed=typed)


def _show_receipt(request, contest, attempt, *, now, fault=None, typed=""):
    said = rules_of(attempt)
    asks = asks_prediction(said, PredictionMoment.AFTER)
    marked = marked_paper(attempt, language=get_language()) if shows_answers(said, attempt) else []
    context = {
        "contest": contest,
        "attempt": attempt,
        "rules": said,
        "receipt": receipt_of(attempt),
        "duration": clock_text(attempt.submitted_at - attempt.started_at),
        "shows_score": shows_score(said, attempt, now),
        "marked": [(each, isinstance(each, MarkedQuestion)) for each in marked],
        "asks_prediction": asks and attempt.prediction is None and now < attempt.closes_at,
        "fault": fault,
        "typed": typed,
        "notes": notes_for(attempt.entrant),
    }
    status = fault.status if fault else 200
    return render(request, "contests/receipt.html", context, status=status)


@require_safe
@contest_page
def check(request: HttpRequest, contest: Contest, receipt: str) -> HttpResponse:
    """Say to anybody what a receipt proves; it names nobody."""
    checked = check_receipt(receipt)
    if checked is not None and checked.attempt.round.contest_id != contest.pk:
        checked = None
    context = {"contest": contest, "checked": checked}
    return render(request, "contests/check.html", context, status=200 if checked else 404)
