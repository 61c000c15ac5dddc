"""The place of an entrant in the line, kept on their device: signed, and worth nothing to others."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse

from campaigns.contests.entrants.devices import cookie_path

SALT = "contests.line"
# Of the cookie: longer than any line.
KEPT_SECONDS = 6 * 3600


@dataclass(frozen=True)
class Ticket:
    """A number of the line.

    Attributes:
        closes_at: when the round closes that they wait for.
    """

    era: str
    number: int
    closes_at: datetime


def cookie_name(slug: str) -> str:
    """Return the name of the cookie of a contest."""
    return f"cho-thi-{slug}"


def read_ticket(request: HttpRequest, slug: str, key: UUID) -> Ticket | None:
    """Return the ticket that this device was given for the entrant with ``key``, or None."""
    try:
        era, number, closes_at = signing.Signer(salt=_salt(key)).unsign_object(
            request.COOKIES.get(cookie_name(slug), "")
        )
        return Ticket(era, number, datetime.fromisoformat(closes_at))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def keep_ticket(
    request: HttpRequest, response: HttpResponse, slug: str, key: UUID, ticket: Ticket
) -> None:
    """Let the device keep ``ticket``, for the pages of entrants alone."""
    content = [ticket.era, ticket.number, ticket.closes_at.isoformat()]
    response.set_cookie(
        cookie_name(slug),
        signing.Signer(salt=_salt(key)).sign_object(content),
        max_age=KEPT_SECONDS,
        path=cookie_path(slug),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def drop_ticket(response: HttpResponse, slug: str) -> None:
    """Let the device forget its number: it has been used."""
    response.delete_cookie(cookie_name(slug), path=cookie_path(slug), samesite="Lax")


def _salt(key: UUID) -> str:
    return f"{SALT}.{key.hex}"
