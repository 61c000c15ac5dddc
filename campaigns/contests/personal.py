"""What every page of an entrant has: the contest, no cache, an honest answer when all is busy."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from time import perf_counter

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from goodnews.core import open_forms
from goodnews.core.absences import ask_again_while_away
from goodnews.core.busy import busy_answer
from goodnews.core.clients import client_address, header
from goodnews.core.never_kept import never_kept

from .models import Contest
from .running.counting import count_refusal, count_step
from .told_errors import ToldError

AN_HOUR = 3600


class PostRefusedError(ToldError):
    """A post that our own page never sends.

    Attributes:
        status: of the reply.
    """

    status = 400
    message = _("We could not read what was sent. Go back, reload the page and send it again.")


class TooMuchError(PostRefusedError):
    """Far more than any form of ours holds."""

    status = 413
    message = _("This is too long for this form. Nothing of it was taken.")


class TooManyError(PostRefusedError):
    """More forms came from one address than a school sends."""

    status = 429
    message = _("Too many forms came from your network. Wait a few minutes and try again.")


def contest_page(view: Callable) -> Callable:
    """Give ``view`` the contest of the address; the rest as :func:`entrant_page`."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        contest = get_object_or_404(Contest.objects.published(), slug=slug)
        return view(request, contest, **kwargs)

    return entrant_page(page)


def entrant_page(view: Callable) -> Callable:
    """Keep what ``view`` answers out of every cache; run it again where the database was away.

    Without a CSRF token: the cookie of an entrant is never sent with a form of another site, and
    such forms are refused by their headers. So a page that stood open all day can still send.
    """

    @csrf_exempt
    @wraps(view)
    def page(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        began = perf_counter()
        try:
            response = ask_again_while_away(lambda: view(request, slug=slug, **kwargs))
        except PostRefusedError as error:
            count_refusal(slug, error)
            response = refuse(request, error.message, status=error.status)
        except (OperationalError, InterfaceError) as error:
            count_refusal(slug, error)
            # Whatever ails the database, nothing was taken: the sender has to try again.
            response = busy_answer(request, error)
        count_step(slug, view.__name__, seconds=perf_counter() - began)
        return never_kept(response)

    return page


def posted(request: HttpRequest, *, max_bytes: int) -> QueryDict:
    """Return the posted fields of our own form.

    Raises:
        PostRefusedError: it cannot have been our own page.
    """
    size = header(request, "CONTENT_LENGTH") or "0"
    if size.isdecimal() and int(size[:12]) > max_bytes:
        raise TooMuchError
    try:
        return open_forms.posted_data(request, max_bytes=max_bytes)
    except open_forms.UntrustedFormError as error:
        raise PostRefusedError from error


def refuse_strangers(request: HttpRequest) -> None:
    """Refuse a button that another site pressed; nothing is read from such a form.

    Raises:
        PostRefusedError: a browser says that it comes from elsewhere.
    """
    if open_forms.is_from_elsewhere(request):
        raise PostRefusedError


def count_form(request: HttpRequest, name: str, *, now: datetime, most: int | None = None) -> None:
    """Note one more form from this address.

    Args:
        most: so many within an hour; what a school sends unless said otherwise.

    Raises:
        TooManyError: more than that.
    """
    sent = open_forms.count_sent(name, client_address(request), seconds=AN_HOUR, now=now)
    if sent > (settings.CONTEST_FORMS_PER_HOUR if most is None else most):
        raise TooManyError


def refuse(request: HttpRequest, message, *, status: int, back: str = "") -> HttpResponse:
    """Say in a page why something is not possible."""
    context = {"message": message, "back": back}
    return render(request, "contests/refused.html", context, status=status)
