"""What entrants get of the organisers: messages, and answers to their questions."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.contests.clock import database_now
from campaigns.contests.entrants.codes import tidy_code
from campaigns.contests.entrants.devices import entrant_of
from campaigns.contests.entrants.views import UNIT_PARAMETER
from campaigns.contests.models import Contest, EntrantReminder, EntryLink
from campaigns.contests.personal import contest_page, count_form, posted, refuse_strangers
from campaigns.contests.reading import published_rules

from .counting import count_refusal
from .errors import RunningError
from .forms import LostCodeForm, QuestionForm
from .help_desk import ask_question, own_questions
from .lost_codes import report_lost_code
from .messages import notes_for, shown_notes
from .reminding import stop_reminders

# 600 letters, each in nine signs.
MAX_BYTES = 8_000
# From one network: a class that comes together, no list of names that is tried.
LOST_CODES_PER_HOUR = 30
SENT_PARAMETER = "da-gui"
LINK_SECONDS = 300


@require_safe
@contest_page
def notes(request: HttpRequest, contest: Contest) -> JsonResponse:
    """Tell an open page what the organisers say now; where they say nothing, nobody is looked up."""
    said = []
    if shown_notes(contest.pk):
        entrant = entrant_of(request, contest)
        said = notes_for(entrant) if entrant else []
    shown = [
        {"text": note.text, "at": f"{localtime(note.written_at):%H:%M %d/%m/%Y}"} for note in said
    ]
    return JsonResponse({"notes": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@contest_page
def ask(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Show an entrant's own questions with the answers, and take another one."""
    entrant = entrant_of(request, contest)
    if entrant is None:
        return redirect("contest_attempts:come_back", contest.slug)
    form = QuestionForm(posted(request, max_bytes=MAX_BYTES) if request.method == "POST" else None)
    if request.method == "POST":
        now = database_now()
        count_form(request, "contest-questions", now=now)
        if form.is_valid():
            try:
                ask_question(entrant=entrant, text=form.cleaned_data["text"], now=now)
            except RunningError as error:
                count_refusal(contest.slug, error)
                form.add_error("text", error.message)
            else:
                return redirect("contest_attempts:ask", contest.slug)
    context = {
        "contest": contest,
        "entrant": entrant,
        "form": form,
        "questions": own_questions(entrant),
        "notes": notes_for(entrant),
    }
    return render(request, "contests/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@contest_page
def lost_code(request: HttpRequest, contest: Contest) -> HttpResponse:
    """Take the request of somebody who has lost the code; say the same to everybody."""
    if entrant_of(request, contest) is not None:
        return redirect("contest_attempts:mine", contest.slug)
    _version, rules = published_rules(contest)
    data = posted(request, max_bytes=MAX_BYTES) if request.method == "POST" else None
    now = database_now()
    form = LostCodeForm(data, rules=rules, today=localdate(now))
    if data is not None:
        count_form(request, "contest-lost-codes", now=now, most=LOST_CODES_PER_HOUR)
        if form.is_valid():
            report_lost_code(contest=contest, now=now, **form.said)
            address = reverse("contest_attempts:lost_code", args=[contest.slug])
            return redirect(f"{address}?{SENT_PARAMETER}=1")
    context = {"contest": contest, "form": form, "is_sent": SENT_PARAMETER in request.GET}
    return render(request, "contests/lost_code.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@contest_page
def stop(request: HttpRequest, contest: Contest, key: UUID) -> HttpResponse:
    """Ask before the reminders end: mail programs open links by themselves."""
    reminders = EntrantReminder.objects.filter(entrant__contest=contest)
    reminder = get_object_or_404(reminders, key=key)
    if request.method == "POST":
        refuse_strangers(request)
        stop_reminders(reminder)
    context = {"contest": contest, "is_stopped": request.method == "POST"}
    return render(request, "contests/stop_reminders.html", context)


@require_safe
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a unit's short address to the registration, which then knows the unit.

    The same answer for everybody, without a cookie: any cache may keep it.
    """
    links = EntryLink.objects.filter(contest__published_at__isnull=False)
    link = get_object_or_404(links.select_related("contest", "unit"), code=tidy_code(code))
    address = reverse("contest_attempts:register", args=[link.contest.slug])
    response = redirect(f"{address}?{urlencode({UNIT_PARAMETER: link.unit.slug})}")
    patch_cache_control(response, public=True, max_age=LINK_SECONDS)
    return response
