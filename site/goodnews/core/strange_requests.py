"""Middleware that takes requests which no browser makes for what they are: nothing of ours."""

import re

from django.conf import settings
from django.http import Http404

# Source: django.middleware.csrf._check_token_format, Django 5.2.
CSRF_TOKEN = re.compile(r"[a-zA-Z0-9]{32}(?:[a-zA-Z0-9]{32})?")
# Source: django.contrib.sessions.backends.base.SessionBase._validate_session_key, Django 5.2.
SESSION_KEY = re.compile(r".{8,}", re.DOTALL)
# No slug and no file name is longer; the file system itself refuses more.
LONGEST_PART = 255


class StrangeCookieMiddleware:
    """Take a malformed security token or session key for none at all.

    Django answers both with a new cookie, on whatever page is asked for, and so
    would make public pages differ. Stands before the middleware that reads them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for name, form in (
            (settings.CSRF_COOKIE_NAME, CSRF_TOKEN),
            (settings.SESSION_COOKIE_NAME, SESSION_KEY),
        ):
            if name in request.COOKIES and not form.fullmatch(request.COOKIES[name]):
                del request.COOKIES[name]
        return self.get_response(request)


class LongAddressMiddleware:
    """Answer addresses with a part that is too long for any slug, number or file name.

    Python refuses to read a number of thousands of digits, and the file system
    to look for such a name; both would be a fault of the server.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        if len(path.encode()) > LONGEST_PART and _longest_part(path) > LONGEST_PART:
            raise Http404
        return self.get_response(request)


def _longest_part(path: str) -> int:
    return max(len(part.encode()) for part in path.split("/"))
