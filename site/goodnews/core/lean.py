"""A short way through Django for what is asked of the site very often.

An answer to a quiz needs no session and no sign-in, nor do the pages of an entrant: half of
what they cost was the way through middleware that looks for them. The settings name the
addresses: ``LEAN_PATHS`` for a POST whose sender asks for JSON, ``LEAN_PAGES`` for a few pages
and forms, whose replies have the same headers as on the long way.
"""

import re
from functools import lru_cache
from http import HTTPStatus

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler, get_script_name
from django.db import DEFAULT_DB_ALIAS, connections
from django.http import HttpRequest, HttpResponse
from django.middleware.security import SecurityMiddleware
from django.urls import ResolverMatch, get_resolver, set_script_prefix
from django.utils.log import log_response
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from .kept import one_request

# Neither has a session or a sign-in; scripts get no page.
LEAN_MIDDLEWARE = (
    "goodnews.core.lean.ScriptSecurityMiddleware",
    "goodnews.core.busy.BusyDatabaseMiddleware",
    "goodnews.core.middleware.PathLocaleMiddleware",
    "goodnews.core.strange_requests.LongAddressMiddleware",
)
LEAN_PAGE_MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "goodnews.core.middleware.ContentSecurityPolicyMiddleware",
    "goodnews.core.busy.BusyDatabaseMiddleware",
    "goodnews.core.middleware.PathLocaleMiddleware",
    "goodnews.core.strange_requests.LongAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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

    middleware = LEAN_MIDDLEWARE

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
        for path in reversed(self.middleware):
            middleware = import_string(path)(handler)
            if hasattr(middleware, "process_exception"):
                self._exception_middleware.append(
                    self.adapt_method_mode(False, middleware.process_exception)
                )
            handler = convert_exception_to_response(middleware)
        self._middleware_chain = handler

    def get_response(self, request: HttpRequest) -> HttpResponse:
        response = self._middleware_chain(request)
        response._resource_closers.append(request.close)
        if is_fault(response):
            said = (response.reason_phrase, request.path)
            log_response("%s: %s", *said, response=response, request=request)
        # Without it the reply goes in pieces: a worker that dies between them spoils it.
        response.headers["Content-Length"] = str(len(response.content))
        return response

    def resolve_request(self, request):
        request.resolver_match = match = match_of(request.path_info, get_language())
        return match


def is_fault(response: HttpResponse) -> bool:
    """Tell whether the log has to know of a reply.

    Not of who is told when to come again, every other request in a rush, nor of who comes too
    late (409), every other one at a deadline: what is refused is counted for the organisers.
    """
    if "Retry-After" in response.headers:
        return False
    return response.status_code >= 400 and response.status_code != HTTPStatus.CONFLICT


class LeanPageHandler(LeanHandler):
    """The same for pages: nothing is left out that says how a document is shown."""

    middleware = LEAN_PAGE_MIDDLEWARE

    def __call__(self, environ, start_response):
        # The frame of a page asks several times what is kept, and whether it still holds once.
        with one_request():
            return super().__call__(environ, start_response)


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
    """A WSGI application that lets ``LEAN_PATHS`` and ``LEAN_PAGES`` take the short way."""

    def __init__(self, application):
        self.application = application
        self.lean, self.lean_pages = LeanHandler(), LeanPageHandler()
        self.paths, self.pages = re.compile(settings.LEAN_PATHS), re.compile(settings.LEAN_PAGES)

    def __call__(self, environ, start_response):
        return self._way(environ)(environ, start_response)

    def _way(self, environ):
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        asks_json = environ.get("HTTP_ACCEPT", "").startswith("application/json")
        if method == "POST" and asks_json and self.paths.match(path):
            return self.lean
        if method in ("GET", "POST") and self.pages.match(path):
            return self.lean_pages
        return self.application
