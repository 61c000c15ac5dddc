"""Nominations at the desk: list, form, state of one."""

import uuid
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from exemplars.consent import missing_consents
from goodnews.consents.errors import ConsentError
from goodnews.consents.passing import asked_consent_context
from goodnews.consents.states import request_states

from .access import may_nominate
from .choices import CONSENT_STATES, TAKING_STATES, WITHDRAWABLE_STATES, NominationState
from .duplicates import namesakes_of
from .errors import NominationError
from .forms import ConsentKeyForm, NominationForm, photo_forms
from .models import Nomination, SelectionRound
from .posting import Posted, answer_post, render_form
from .services import ask_about, delete_draft, takes_nomination, withdraw_nomination

PAGE_SIZE = 20


def nominator_view(view):
    """Let in people who nominate; tell the others what is missing."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_nominate(request.user):
            return render(request, "nominations/closed.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@nominator_view
def list_nominations(request):
    """Show the rounds that take nominations and what the user has to do with."""
    nominations = Nomination.objects.workable_by(request.user).select_related(
        "round", "unit", "nominator"
    )
    page = Paginator(nominations, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "rounds": SelectionRound.objects.open_at(timezone.now()),
        "nominations": page.object_list,
        "pager": page,
    }
    return render(request, "nominations/list.html", context)


# The security token is checked in ``posting``, which gives back what was typed when it fails.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
def write_new(request, pk):
    """Show an empty form of a round, or take what was written in one."""
    if request.method == "POST":
        return answer_post(request, round_=get_object_or_404(SelectionRound, pk=pk))
    return _show_new(request, pk)


@nominator_view
def _show_new(request, pk):
    rounds = SelectionRound.objects.open_at(timezone.now())
    nomination = Nomination(
        round=get_object_or_404(rounds, pk=pk), key=uuid.uuid4(), unit=request.user.unit
    )
    return render_form(request, Posted(nomination, NominationForm(instance=nomination), []))


@csrf_exempt
@never_cache
@sensitive_post_parameters()
def write_again(request, key):
    """Show a draft or what came back in the form, or take what was changed."""
    if request.method != "POST":
        return _show_form(request, key)
    nomination = Nomination.objects.filter(key=key).select_related("round").first()
    if nomination is None and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if nomination is None:
        raise Http404
    return answer_post(request, round_=nomination.round, key=key)


@nominator_view
def _show_form(request, key):
    nomination = own_nomination(request, key)
    if not nomination.is_editable:
        return redirect(nomination)
    form = NominationForm(instance=nomination)
    return render_form(request, Posted(nomination, form, photo_forms(nomination)))


@require_safe
@nominator_view
def show_nomination(request, key):
    """Show where one nomination stands, and why."""
    nomination = own_nomination(request, key)
    if nomination.state == NominationState.DRAFT:
        return redirect("nominations:edit", key=key)
    is_taking = nomination.round.state in TAKING_STATES
    key = nomination.subject_key
    now = timezone.now()
    context = {
        "requests": request_states([key], now=now)[key],
        "missing": missing_consents(subject_key=key, age_band=nomination.age_band),
        "consent_key": uuid.uuid4(),
        "may_ask": nomination.state in CONSENT_STATES,
        "nomination": nomination,
        "decisions": nomination.decisions.select_related("decided_by"),
        "photos": nomination.photos.select_related("image"),
        "namesakes": namesakes_of(nomination),
        "is_correctable": nomination.is_editable and takes_nomination(nomination, now),
        "is_withdrawable": is_taking and nomination.state in WITHDRAWABLE_STATES,
    }
    return render(request, "nominations/nomination.html", context)


@require_POST
@nominator_view
def ask_consent(request, key):
    """Make the links by which those concerned agree, and show them this once."""
    nomination = own_nomination(request, key)
    form = ConsentKeyForm(request.POST)
    try:
        asked = ask_about(
            nomination=nomination,
            key=form.cleaned_data["key"] if form.is_valid() else None,
            user=request.user,
            now=timezone.now(),
        )
    except (NominationError, ConsentError) as error:
        messages.error(request, " ".join(error.messages))
        return redirect(nomination)
    context = {"nomination": nomination, "asked": asked_consent_context(asked)}
    response = render(request, "nominations/consent_links.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@nominator_view
def withdraw(request, key):
    """Take a nomination back."""
    nomination = own_nomination(request, key)
    try:
        withdraw_nomination(nomination=nomination, user=request.user, now=timezone.now())
    except NominationError as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, _("The nomination is withdrawn."))
    return redirect(nomination)


@require_POST
@nominator_view
def delete(request, key):
    """Throw away a draft that was never sent."""
    nomination = own_nomination(request, key)
    try:
        delete_draft(nomination=nomination)
    except NominationError as error:
        messages.error(request, error.sentence)
        return redirect(nomination)
    messages.success(request, _("The draft is deleted."))
    return redirect("nominations:list")


def own_nomination(request, key) -> Nomination:
    """Return a nomination that the user works on.

    Raises:
        Http404: there is none, or it is somebody else's.
    """
    found = Nomination.objects.workable_by(request.user)
    return get_object_or_404(found.select_related("round", "unit", "nominator"), key=key)
