"""The doors to the rooms where people work."""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .second_factor import ask_for_second_factor

ADMIN_PREFIX = "/admin/"
# Signing out is open to everybody; the strings of the interface carry nothing.
OPEN_ADMIN_PATHS = ("/admin/logout/", "/admin/login/", "/admin/jsi18n/")


class LastingSessionMiddleware(SessionMiddleware):
    """Django's sessions, whose cookie goes with a sign-out and with nothing else.

    After the site's secret has changed, the first request of each person gives the session a new
    key. What the browser asked for at the same moment still names the old one, and Django would
    answer it by deleting the cookie: the new one, and nobody who worked would be signed in.

    Source: django.contrib.auth.get_user, Django 5.2.
    """

    def process_response(self, request, response):
        response = super().process_response(request, response)
        session = getattr(request, "session", None)
        if session is not None and session.is_empty() and not session.modified:
            response.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return response


class StaffDoorMiddleware:
    """Keep correspondents out of the admin; ask staff for their second factor.

    Public pages pass untouched: only under the prefixes below is the session
    read, so that nothing public varies by cookie (rule 1).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        is_admin = path.startswith(ADMIN_PREFIX) and not path.startswith(OPEN_ADMIN_PATHS)
        if is_admin or path.startswith(tuple(settings.SECOND_FACTOR_PREFIXES)):
            refusal = self._refusal(request, is_admin=is_admin)
            if refusal is not None:
                return refusal
        return self.get_response(request)

    def _refusal(self, request, *, is_admin: bool):
        user = request.user
        if not user.is_authenticated:
            return None
        if is_admin and not user.has_perm("wagtailadmin.access_admin"):
            # Wagtail would send the person back to sign-in, and sign-in back here.
            return self._forbidden(request)
        if settings.REQUIRE_MFA_FOR_STAFF and _is_staff(user):
            return ask_for_second_factor(request)
        return None

    def _forbidden(self, request):
        raise PermissionDenied(_("This part of the site is for the editorial office."))


def _is_staff(user) -> bool:
    return user.is_in_staff_role or user.has_perm("wagtailadmin.access_admin")
