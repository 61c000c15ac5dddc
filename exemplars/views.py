"""Readers send good wishes: no account, no cookie, nothing kept of who they are."""

import hashlib
import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goodnews.core.clients import client_address
from goodnews.core.never_kept import never_kept
from goodnews.core.open_forms import UntrustedFormError, count_sent, posted_data

from .errors import (
    GreetingError,
    GreetingsClosedError,
    InvalidGreetingError,
    TooManyGreetingsError,
)
from .forms import GreetingForm
from .models import ExemplarPage
from .wishes import send_greeting

STATUS = {InvalidGreetingError: 400, GreetingsClosedError: 404, TooManyGreetingsError: 429}
# 240 characters, in the longest writing of a form.
MAX_BYTES = 8_000
AN_HOUR = 3600


# Without a CSRF token, see ``goodnews.core.open_forms``: nothing of the visitor's can change.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a reader's good wishes for a profile."""
    try:
        page = find_profile(page_id)
        if request.method != "POST":
            return redirect(f"{page.url}#loi-chuc")
        response = take_posted(request, page)
    except GreetingError as error:
        response = refuse(request, error)
    return never_kept(response)


def find_profile(page_id: int) -> ExemplarPage:
    """Return the public profile that takes good wishes.

    Raises:
        GreetingsClosedError: there is none.
    """
    page = ExemplarPage.objects.live().filter(pk=page_id).first()
    if page is None or page.get_view_restrictions() or not page.takes_greetings:
        raise GreetingsClosedError
    return page


def take_posted(request: HttpRequest, page: ExemplarPage) -> HttpResponse:
    """Read, check and keep what was posted; return the reply.

    Raises:
        GreetingError: it cannot be taken.
    """
    now = timezone.now()
    try:
        form = GreetingForm(posted_data(request, max_bytes=MAX_BYTES))
    except UntrustedFormError as error:
        raise InvalidGreetingError from error
    if not form.is_valid():
        return ask_again(request, page, form)
    if not form.is_from_a_program:
        sent = count_sent("greetings", hashed(client_address(request)), seconds=AN_HOUR, now=now)
        if sent > settings.GREETINGS_PER_HOUR:
            raise TooManyGreetingsError
        words = {name: form.cleaned_data[name] for name in ("text", "name")}
        send_greeting(exemplar=page, now=now, **words)
    if wants_json(request):
        return JsonResponse({"message": thanks()})
    return render(request, "exemplars/greeting_sent.html", {"exemplar": page, "thanks": thanks()})


def ask_again(request: HttpRequest, page: ExemplarPage, form: GreetingForm) -> HttpResponse:
    """Return the form as it was sent, with a message at each field that needs one."""
    if wants_json(request):
        errors = {name: str(messages[0]) for name, messages in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    context = {"exemplar": page, "form": form}
    return render(request, "exemplars/greeting_again.html", context, status=422)


def refuse(request: HttpRequest, error: GreetingError) -> HttpResponse:
    """Say in the reader's language why nothing was taken."""
    status = STATUS[type(error)]
    if wants_json(request):
        return JsonResponse({"message": str(error.message)}, status=status)
    return render(request, "exemplars/greeting_refused.html", {"error": error}, status=status)


def thanks() -> str:
    """Return what a reader is told whose good wishes arrived."""
    return gettext("Thank you. Your good wishes appear here once somebody has read them.")


def hashed(address: str) -> str:
    """Return a name for the sender from which the address cannot be read."""
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()


def wants_json(request: HttpRequest) -> bool:
    """Tell whether the profile's own script asks."""
    return request.headers.get("Accept", "").startswith("application/json")
