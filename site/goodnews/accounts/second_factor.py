"""Whether a session was opened with a second factor (xác thực hai lớp).

Having enrolled one is not enough: a session opened with a stolen password
before its owner enrolled must not be good afterwards.
"""

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

# Set in the session in which a factor was enrolled: its code was just shown to be right.
ENROLLED_SESSION_KEY = "accounts_second_factor_enrolled"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(user) -> bool:
    """Tell whether ``user`` enrolled an app or a passkey; recovery codes alone do not count."""
    return is_mfa_enabled(user, FACTORS)


def may_remove_second_factor(*, owner, user) -> bool:
    """Tell whether ``user``, who may change people, may take the second step of ``owner`` away.

    The own one goes by the account page, which asks for the password; only a superuser touches
    that of another.
    """
    return owner != user and (user.is_superuser or not owner.is_superuser)


def session_used_second_factor(request) -> bool:
    """Tell whether this session showed a second factor, at sign-in or later."""
    if request.session.get(ENROLLED_SESSION_KEY) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def ask_for_second_factor(request) -> HttpResponse | None:
    """Send the user where a second factor is set up or shown; None if this session showed it."""
    if not has_second_factor(request.user):
        messages.warning(request, _("Set up two-step sign-in first; your role requires it."))
        return redirect("mfa_index")
    if session_used_second_factor(request):
        return None
    ways = get_adapter().get_reauthentication_methods(request.user)
    url = next((way["url"] for way in ways if way["id"].startswith("mfa")), None)
    url = url or reverse("mfa_index")
    return redirect(f"{url}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")


def remember_enrolment(sender, request, user, **kwargs) -> None:
    """Note in the session that its owner has just enrolled a factor.

    Receives allauth's ``authenticator_added``; allauth asks for the password
    again before it enrols anything.
    """
    request.session[ENROLLED_SESSION_KEY] = user.pk
