"""Who may use the desk."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .phone_keys import give_key


def may_use_desk(user) -> bool:
    """Tell whether ``user`` sends stories: somebody with a role (or all rights) and a unit."""
    return user.is_active and user.unit_id is not None and bool(user.roles or user.is_superuser)


def desk_view(view):
    """Let in people who may use the desk; tell the others what is missing."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_use_desk(request.user):
            return render(request, "desk/closed.html", status=403)
        return give_key(view(request, *args, **kwargs), request=request)

    return guarded


def phone_view(view):
    """Let in the same people; tell the others so that a script understands, without a redirect."""

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return refusal(401, "signed-out", _("Sign in, then the story goes out by itself."))
        if not may_use_desk(request.user):
            return refusal(403, "closed", _("Your account cannot send stories yet"))
        return give_key(view(request, *args, **kwargs), request=request)

    return guarded


def refusal(status: int, reason: str, message: str, **more) -> JsonResponse:
    """Return a refusal: ``reason`` is for the script, ``message`` for the person."""
    return JsonResponse({"reason": reason, "message": message, **more}, status=status)
