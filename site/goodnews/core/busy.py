"""A database that is busy or away, or a full disk, is no fault of whoever asked: they may ask again."""

import errno
import logging
import sys

from django.core.exceptions import TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RequestDataTooBig, TooManyFilesSent, UnreadablePostError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import server_error as plain_server_error

from .absences import is_away
from .askers import wants_json
from .never_kept import never_kept

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
# Lock not available, statement cancelled by its time-out, deadlock, serialization failure.
# Source: PostgreSQL 15, appendix A.
BUSY_STATES = {"55P03", "57014", "40P01", "40001"}
BUSY_WORDS = ("database is locked", "database table is locked")
FULL_DISK = {errno.ENOSPC, errno.EDQUOT}
# Never written into a page, not even into one for the person who typed them.
SECRET_WORDS = ("password", "passcode", "code", "credential")


def is_busy(error: BaseException | None) -> bool:
    """Tell whether ``error`` says that a lock or a statement took too long."""
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state in BUSY_STATES or str(error).startswith(BUSY_WORDS)


def is_full(error: BaseException | None) -> bool:
    """Tell whether ``error`` says that there was no room left on a disk."""
    return isinstance(error, OSError) and error.errno in FULL_DISK


def may_pass(error: BaseException | None) -> bool:
    """Tell whether whoever asked may ask again: it is no fault of the site."""
    return is_busy(error) or is_full(error) or is_away(error)


class BusyDatabaseMiddleware:
    """Answer 503 where a view found the database busy or away, or the disk full.

    Nothing that was typed is lost.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if may_pass(exception):
            return busy_answer(request, exception)
        return None


def server_error(request) -> HttpResponse:
    """Answer what no view could catch: a middleware may find the database busy, too."""
    error = sys.exc_info()[1]
    if may_pass(error):
        return busy_answer(request, error)
    return plain_server_error(request)


def busy_answer(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Return the 503 that asks to try again: JSON for a script, a page for a person."""
    if is_full(error):
        logger.error("Disk full", extra={"event": "disk_full"}, exc_info=error)
    elif is_away(error):
        logger.error("Database away", extra={"event": "database_away"}, exc_info=error)
    else:
        logger.warning(
            "Database busy",
            extra={"event": "database_busy", "path": request.path_info},
            exc_info=error,
        )
    return try_again(request)


def try_again(request: HttpRequest) -> HttpResponse:
    """Return the 503 of a site that is busy, with what was typed."""
    if wants_json(request):
        message = _("The site is busy. Nothing is lost; try again in a few seconds.")
        response = JsonResponse({"reason": "busy", "message": message}, status=503)
    else:
        context = {
            "address": request.get_full_path(),
            "is_sent": request.method != "GET",
            "fields": fields_to_send_again(request),
        }
        # Without the request: what the context processors read stands in the same database.
        response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return never_kept(response)


def fields_to_send_again(request) -> list[tuple[str, str]]:
    """Return what was typed, for a button that sends it once more.

    Nothing where a file was chosen, which no page can choose again, and
    nothing where a secret was typed: the browser's way back keeps both.
    """
    try:
        typed, files = request.POST, request.FILES
    except (
        MultiPartParserError,
        RequestDataTooBig,
        TooManyFieldsSent,
        TooManyFilesSent,
        UnreadablePostError,
    ):
        return []
    if files or any(word in name.lower() for name in typed for word in SECRET_WORDS):
        return []
    return [(name, value) for name, values in typed.lists() for value in values]
