"""Who may use the desk."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache


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
        return view(request, *args, **kwargs)

    return guarded
