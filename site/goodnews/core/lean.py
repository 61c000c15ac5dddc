"""A short way through Django for scripts that ask small things of the site very often.

An answer to a quiz needs no session, no sign-in and no page: half of what it cost
was the way through middleware that looks for them. Only a POST whose sender asks
for JSON goes this way, to addresses that the settings name; a browser's own form
goes the long way, as its reply is a page.
"""

import re
from functools import lru_cache

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler, get_script_name
from django.db import DEFAULT_DB_ALIAS, connections
from django.middleware.security import SecurityMiddleware
from django.urls import ResolverMatch, get_resolver, set_script_prefix
from django.utils.module_loading import import_string
from django.utils.translation import get_language

# No session, no sign-in, no page.
LEAN_MIDDLEWARE = (
    "goodnews.core.lean.ScriptSecurityMiddleware",
    "goodnews.core.busy.BusyDatabaseMiddleware",
    "goodnews.core.middleware.PathLocaleMiddleware",
    "goodnews.core.strange_requests.LongAddressMiddleware",
)


class ScriptSecurityMiddleware(SecurityMiddleware):
    """Django's, without the headers that say how a document is shown: a script reads no document.

    Each header is checked letter by letter before it is sent.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.referrer_policy = self.cross_origin_opener_policy = None


class LeanHandler(WSGIHandler):
    """Django's handler with ``LEAN_MIDDLEWARE`` alone, and without the signals of a request.

    Of what listens to them, only what looks after the connection matters here: at the end.
    """

    def __call__(self, environ, start_response):
        set_script_prefix(get_script_name(environ))
        response = self.get_response(self.request_class(environ))
        start_response(
            f"{response.status_code} {response.reason_phrase}",
            [
                *response.items(),
                *(("Set-Cookie", c.OutputString()) for c in response.cookies.values()),
            ],
        )
        connections[DEFAULT_DB_ALIAS].close_if_unusable_or_obsolete()
        return [response.content]

    def load_middleware(self, is_async=False):
        self._view_middleware = []
        self._template_response_middleware = []
        self._exception_middleware = []
        handler = convert_exception_to_response(self._get_response)
        for path in reversed(LEAN_MIDDLEWARE):
            middleware = import_string(path)(handler)
            if hasattr(middleware, "process_exception"):
                self._exception_middleware.append(
                    self.adapt_method_mode(False, middleware.process_exception)
                )
            handler = convert_exception_to_response(middleware)
        self._middleware_chain = handler

    def get_response(self, request):
        response = super().get_response(request)
        # Without it the reply goes in pieces: a worker that dies between them spoils it.
        response.headers["Content-Length"] = str(len(response.content))
        return response

    def resolve_request(self, request):
        request.resolver_match = match = match_of(request.path_info, get_language())
        return match


@lru_cache(maxsize=1024)
def match_of(path: str, language: str) -> ResolverMatch:
    """Return what answers at ``path``, kept: a thousand readers answer the same quiz.

    Args:
        language: that the path says; it changes what the addresses are.

    Raises:
        Resolver404: nothing answers there; not kept.
    """
    return get_resolver().resolve(path)


class LeanApplication:
    """A WSGI application that lets ``LEAN_PATHS`` take the short way."""

    def __init__(self, application):
        self.application = application
        self.lean = LeanHandler()
        self.paths = re.compile(settings.LEAN_PATHS)

    def __call__(self, environ, start_response):
        is_lean = (
            environ["REQUEST_METHOD"] == "POST"
            and environ.get("HTTP_ACCEPT", "").startswith("application/json")
            and self.paths.match(environ.get("PATH_INFO", ""))
        )
        return (self.lean if is_lean else self.application)(environ, start_response)
