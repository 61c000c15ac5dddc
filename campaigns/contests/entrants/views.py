"""Entering a contest, coming back on another device, and an entrant's own page."""

from datetime import datetime
from random import SystemRandom

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.contests.attempts.own import own_rounds
from campaigns.contests.clock import database_now
from campaigns.contests.models import Contest
from campaigns.contests.personal import contest_page, count_form, posted, refuse_strangers
from campaigns.contests.reading import published_rules
from campaigns.contests.running.counting import REGISTERED, count, count_refusal
from campaigns.contests.running.help_desk import count_answers
from campaigns.contests.running.messages import notes_for
from campaigns.contests.rush.slots import SLOTS
from goodnews.core.busy import try_again

from .codes import shown_code
from .devices import device_key, entrant_of, forget, mark_device, remember
from .errors import RegistrationError
from .forms import CodeForm, RegistrationForm
from .registration import find_entrant, register_entrant, renew_code
from .taking_back import stop_naming

# In the address to which a unit's short link leads.
UNIT_PARAMETER = "don-vi"
# Every field at its longest, each letter in nine signs.
MAX_BYTES = 20_000
# How long a registration waits for a slot, in seconds: a form is not worth sending twice.
REGISTRATION_PATIENCE = 3


@require_http_methods(["GET", "HEAD", "POST"])
@contest_page
def register(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Show the form, or enter who filled it in; a device that is somebody already goes on."""
    if entrant_of(request, contest) is not None:
        return redirect("contest_attempts:mine", contest.slug)
    now = database_now()
    _version, rules = published_rules(contest)
    mark, device = device_key(request, contest)
    form = RegistrationForm(
        posted(request, max_bytes=MAX_BYTES) if request.method == "POST" else None,
        rules=rules,
        today=timezone.localdate(now),
        user=request.user if request.user.is_authenticated else None,
        device_key=device,
        unit_slug=request.GET.get(UNIT_PARAMETER, ""),
    )
    if request.method != "POST":
        return _show_form(request, contest, form)
    count_form(request, "contest-registrations", now=now)
    with SLOTS.taken(patience=REGISTRATION_PATIENCE) as has_slot:
        if not has_slot:
            return try_again(request)
        return _register(request, contest, form, mark=mark, now=now)


def _register(
    request: HttpRequest, contest: Contest, form, *, mark: str, now: datetime
) -> HttpResponse:
    if not form.is_valid():
        return _show_form(request, contest, form, status=422)
    try:
        entrant, code = register_entrant(
            contest=contest,
            rules=form.rules,
            application=form.application,
            now=now,
            rng=SystemRandom(),
        )
    except RegistrationError as error:
        count_refusal(contest.slug, error)
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return _show_form(request, contest, form, status=422)
    count(contest.slug, REGISTERED)
    return mark_device(request, _show_code(request, entrant, code), contest, mark)


@require_http_methods(["GET", "HEAD", "POST"])
@contest_page
def come_back(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Ask for the return code, or let the device be the one who has it."""
    form = CodeForm(posted(request, max_bytes=MAX_BYTES) if request.method == "POST" else None)
    if request.method == "POST":
        count_form(request, "contest-codes", now=database_now())
        if form.is_valid():
            try:
                entrant = find_entrant(contest=contest, code=form.cleaned_data["code"])
            except RegistrationError as error:
                count_refusal(contest.slug, error)
                form.add_error(error.field, error.message)
            else:
                return remember(request, redirect("contest_attempts:mine", contest.slug), entrant)
    context = {"contest": contest, "form": form}
    status = 422 if form.errors else 200
    return render(request, "contests/come_back.html", context, status=status)


@require_safe
@contest_page
def mine(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Show an entrant the rounds, the tries left, and what goes on."""
    entrant = entrant_of(request, contest)
    if entrant is None:
        return redirect("contest_attempts:come_back", contest.slug)
    context = {
        "contest": contest,
        "entrant": entrant,
        "rounds": own_rounds(entrant, contest=contest, now=database_now()),
        "notes": notes_for(entrant),
        "answers": count_answers(entrant),
    }
    return render(request, "contests/mine.html", context)


@require_POST
@contest_page
def new_code(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Give an entrant whose device still knows them another return code."""
    refuse_strangers(request)
    entrant = entrant_of(request, contest)
    if entrant is None:
        return redirect("contest_attempts:come_back", contest.slug)
    count_form(request, "contest-codes", now=database_now())
    return _show_code(request, entrant, renew_code(entrant=entrant, rng=SystemRandom()))


@require_POST
@contest_page
def unname(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Let an entrant be named in results no longer."""
    refuse_strangers(request)
    entrant = entrant_of(request, contest)
    if entrant is None:
        return redirect("contest_attempts:come_back", contest.slug)
    stop_naming(entrant=entrant)
    return redirect("contest_attempts:mine", contest.slug)


@require_POST
@contest_page
def leave(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Let a shared device forget who it is."""
    refuse_strangers(request)
    return forget(redirect("contest_attempts:come_back", contest.slug), contest)


def _show_form(request, contest: Contest, form, *, status: int = 200) -> HttpResponse:
    context = {"contest": contest, "form": form}
    return render(request, "contests/register.html", context, status=status)


def _show_code(request, entrant, code: str) -> HttpResponse:
    """Show a return code, this one time, and let the device remember whose it is."""
    context = {"contest": entrant.contest, "entrant": entrant, "code": shown_code(code)}
    return remember(request, render(request, "contests/code.html", context), entrant)
