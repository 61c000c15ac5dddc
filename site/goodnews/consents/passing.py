"""The links of a request as whoever asked passes them on: with a message, once, never again."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from goodnews.core.addresses import absolute
from goodnews.core.qr import draw_qr

from .choices import PartyRole
from .models import ConsentRequest
from .services import AskedConsent
from .wording import CHILD, GUARDIAN, reader_kind


@dataclass(frozen=True)
class LinkToPass:
    """One person's link.

    Attributes:
        message: ready to be sent; holds the link.
        sms: opens the phone's own messages with it.
    """

    label: str
    address: str
    message: str
    sms: str
    qr: SafeString


def asked_consent_context(asked: AskedConsent) -> dict:
    """Return what ``consents/includes/asked_links.html`` shows of links just made."""
    return {"request": asked.request, "links": links_to_pass(asked.request, asked.links)}


def links_to_pass(request: ConsentRequest, links: Mapping[str, str]) -> list[LinkToPass]:
    """Return each link with what is sent along, in the language of those who are asked."""
    return [_link(request, PartyRole(role), absolute(path)) for role, path in links.items()]


def _link(request: ConsentRequest, role: PartyRole, address: str) -> LinkToPass:
    with override(request.language):
        message = _message(request, role, address)
    return LinkToPass(
        label=str(role.label),
        address=address,
        message=message,
        # "?&body=" is understood by Android and iPhone alike.
        sms=f"sms:?&body={quote(message)}",
        qr=draw_qr(address),
    )


def _message(request: ConsentRequest, role: PartyRole, address: str) -> str:
    kind = reader_kind(role=role, age_band=request.age_band)
    words = {
        "name": request.subject_name,
        "day": date_format(localtime(request.expires_at), "d/m/Y"),
    }
    if kind == CHILD:
        text = _(
            "Hello %(name)s! Please open this page and answer whether we may show something "
            "about you on our site. You may say no. The link is yours alone; answer by %(day)s."
        )
    elif kind == GUARDIAN:
        text = _(
            "To the parent or guardian of %(name)s: please read on this page what we would like "
            "to publish about the child, and answer yes or no. No account is needed. The link is "
            "yours alone, please do not pass it on; answer by %(day)s."
        )
    else:
        text = _(
            "Dear %(name)s, please read on this page what we would like to publish about you, and "
            "answer yes or no. No account is needed. The link is yours alone, please do not pass "
            "it on; answer by %(day)s."
        )
    return f"{text % words}\n{address}"
