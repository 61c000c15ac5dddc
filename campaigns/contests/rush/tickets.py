"""The place of an entrant in the line, kept on their device: sealed, and worth nothing to others.

A number tells how many began before: some contests ask how many take part, and whoever could read
two numbers would know.
"""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from campaigns.contests.entrants.devices import cookie_path

SALT = "contests.line"
# Of the cookie: longer than any line.
KEPT_SECONDS = 6 * 3600
LONGEST_NUMBER = 12


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
    sealed = request.COOKIES.get(cookie_name(slug), "")
    try:
        era, number, closes_at = json.loads(_seal(key).decrypt(sealed))
        return Ticket(era, int(number), datetime.fromisoformat(closes_at))
    except (InvalidToken, ValueError, TypeError):
        return None


def keep_ticket(
    request: HttpRequest, response: HttpResponse, slug: str, key: UUID, ticket: Ticket
) -> None:
    """Let the device keep ``ticket``, for the pages of entrants alone."""
    # As long as any other: the length of what is sealed can be seen.
    number = f"{ticket.number:0{LONGEST_NUMBER}}"
    content = json.dumps([ticket.era, number, ticket.closes_at.isoformat()])
    response.set_cookie(
        cookie_name(slug),
        _seal(key).encrypt(content.encode()).decode(),
        max_age=KEPT_SECONDS,
        path=cookie_path(slug),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def drop_ticket(response: HttpResponse, slug: str) -> None:
    """Let the device forget its number: it has been used."""
    response.delete_cookie(cookie_name(slug), path=cookie_path(slug), samesite="Lax")


def _seal(key: UUID) -> MultiFernet:
    """Return what seals the tickets of the entrant with ``key``; earlier secrets still open them."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_sealing_key(key, secret)) for secret in secrets])


def _sealing_key(key: UUID, secret: str) -> bytes:
    made = salted_hmac(SALT, key.hex, secret=secret, algorithm="sha256")
    return urlsafe_b64encode(made.digest())
