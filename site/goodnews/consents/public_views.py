"""People answer, read and withdraw by their personal link: no account, no cookie, nothing kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from goodnews.core.addresses import absolute
from goodnews.core.clients import client_address
from goodnews.core.never_kept import unseen
from goodnews.core.open_forms import UntrustedFormError, count_sent, read_form
from goodnews.core.qr import draw_qr

from .errors import ConsentLinkError, SharedNameError
from .links import path_of
from .models import ConsentRequestParty
from .public_forms import EDIT, SEND, AnswerForm, WithdrawForm
from .receipts import Receipt, receipt_of
from .services import answer_consent, open_link, withdraw_by_link
from .wording import reader_kind

MAX_BYTES = 20_000
SECONDS = 60


@dataclass(frozen=True)
class Visit:
    """Somebody who opened their link."""

    token: str
    party: ConsentRequestParty
    now: datetime

    @property
    def path(self) -> str:
        return path_of(self.token)

    @property
    def kind(self) -> str:
        return reader_kind(role=self.party.role, age_band=self.party.request.age_band)


def by_link(view: Callable) -> Callable:
    """Open the link for ``view(request, visit)``, in its language, and let nobody keep the page."""

    # Without a CSRF token: there is no cookie by which a browser could be misused. Who
    # does not know the secret in the address cannot post, and who knows it is asked.
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        now = timezone.now()
        sent = count_sent("consents", client_address(request), seconds=SECONDS, now=now)
        if sent > settings.CONSENT_PAGES_PER_MINUTE:
            return unseen(closed(request, status=429))
        try:
            party = open_link(token=token, now=now)
            with translation.override(party.request.language):
                response = view(request, Visit(token, party, now))
            response["Content-Language"] = party.request.language
        except ConsentLinkError:
            response = closed(request, status=404)
        except UntrustedFormError:
            response = closed(request, status=400)
        return unseen(response)

    return opened


def closed(request: HttpRequest, *, status: int) -> HttpResponse:
    """Say calmly that the link opens nothing, never why, and what to do."""
    return render(request, "consents/closed.html", {"is_busy": status == 429}, status=status)


@by_link
def answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask; show what will be sent; take the answer. Afterwards: the receipt."""
    if visit.party.answered_at is not None:
        return redirect_to(visit) if request.method == "POST" else show_receipt(request, visit)
    asked = list(visit.party.request.purposes.select_related("text"))
    if request.method != "POST":
        return show_form(request, visit, AnswerForm(party=visit.party, asked=asked))
    data = read_form(request, max_bytes=MAX_BYTES)
    form = AnswerForm(data, party=visit.party, asked=asked)
    if not form.is_valid():
        return show_form(request, visit, form, status=422)
    step = form.cleaned_data["step"]
    if step == EDIT:
        return show_form(request, visit, form)
    if step != SEND:
        return render(request, "consents/check.html", {"visit": visit, "form": form})
    try:
        answer_consent(
            token=visit.token,
            name=form.cleaned_data["name"],
            agreed_purposes=form.agreed_purposes,
            now=visit.now,
        )
    except SharedNameError as error:
        # The other one answered by the same name in this moment.
        form.add_error("name", error)
        return show_form(request, visit, form, status=422)
    return redirect_to(visit)


@by_link
def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask once more, then withdraw at once; no account and no reason needed."""
    if visit.party.answered_at is None:
        return redirect_to(visit)
    receipt = receipt_of(visit.party, now=visit.now)
    choices = [(line.purpose, line.title) for line in receipt.withdrawable]
    if not choices:
        return redirect_to(visit)
    if request.method != "POST":
        return show_withdrawal(request, visit, receipt, WithdrawForm(choices=choices))
    form = WithdrawForm(read_form(request, max_bytes=MAX_BYTES), choices=choices)
    if not form.is_valid():
        return show_withdrawal(request, visit, receipt, form, status=422)
    withdraw_by_link(
        token=visit.token,
        purposes=form.cleaned_data["purposes"],
        note=form.cleaned_data["reason"],
        now=visit.now,
    )
    return redirect_to(visit)


@require_safe
@cache_control(public=True, max_age=60)
def how_to_withdraw(request: HttpRequest) -> HttpResponse:
    """Say how consent is withdrawn, with the link and without it."""
    return render(request, "consents/how_to_withdraw.html")


def redirect_to(visit: Visit) -> HttpResponse:
    """Lead to the page of the link, so that a reload sends nothing again."""
    response = redirect(visit.path)
    response.status_code = 303
    return response


def show_form(request, visit: Visit, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {"visit": visit, "form": form, "questions": questions(visit, form)}
    return render(request, "consents/answer.html", context, status=status)


def questions(visit: Visit, form: AnswerForm) -> list[dict]:
    """Return each purpose with its field and the wording for this reader."""
    band = visit.party.request.age_band
    return [
        {"field": field, "text": purpose.text.body_for(role=visit.party.role, age_band=band)}
        for purpose, field in form.questions
    ]


def show_receipt(request: HttpRequest, visit: Visit) -> HttpResponse:
    receipt = receipt_of(visit.party, now=visit.now)
    address = absolute(visit.path)
    context = {
        "visit": visit,
        "receipt": receipt,
        "address": address,
        "qr": draw_qr(address),
        "withdraw_path": f"{visit.path}rut-lai/",
    }
    return render(request, "consents/receipt.html", context)


def show_withdrawal(
    request, visit: Visit, receipt: Receipt, form: WithdrawForm, *, status: int = 200
) -> HttpResponse:
    context = {"visit": visit, "receipt": receipt, "form": form}
    return render(request, "consents/withdraw.html", context, status=status)
