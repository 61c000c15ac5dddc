"""Muting: from the account, and from a letter without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .errors import MuteLinkError
from .forms import MuteForm
from .models import ReminderMute
from .mute_links import reader_of
from .services import mute_reminders, unmute_reminders


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """Show whether the person gets reminders by e-mail, with a button for the other."""
    if request.method == "POST":
        _apply(MuteForm(request.POST), user=request.user)
        if is_muted(request.user):
            messages.success(request, _("You will get no more reminders by e-mail."))
        else:
            messages.success(request, _("You will get reminders by e-mail again."))
        return redirect("reminders:preferences")
    return render(request, "reminders/preferences.html", {"is_muted": is_muted(request.user)})


# No CSRF token: a mail program posts here with nothing but the signed address (RFC 8058),
# which opens no more than this one switch.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mute_by_link(request, token):
    """Ask before muting; only the answer mutes, as mail programs open links by themselves."""
    try:
        reader = reader_of(token)
    except MuteLinkError:
        return render(request, "reminders/mute.html", {"is_valid": False}, status=404)
    if request.method == "POST":
        _apply(MuteForm(request.POST), user=reader)
    context = {
        "is_valid": True,
        "is_muted": is_muted(reader),
        "was_asked": request.method == "POST",
    }
    return render(request, "reminders/mute.html", context)


def is_muted(user) -> bool:
    return ReminderMute.objects.filter(user=user).exists()


def _apply(form: MuteForm, *, user) -> None:
    if form.wants_reminders:
        unmute_reminders(user=user)
    else:
        mute_reminders(user=user, now=timezone.now())
