"""What a device remembers: who it is in one contest, signed, and sent back to that contest alone."""

import time
from collections import OrderedDict
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from campaigns.contests.models import Contest, Entrant

SALT = "contests.device"
MARK_LENGTH = 22
# Longer than any contest with its prizes.
KEPT_FOR = timedelta(days=240)
KEPT_KEYS = 4000

# A device sends its cookie with each of twenty answers: the signature is checked once an hour.
_keys: OrderedDict[tuple[str, str, int], UUID] = OrderedDict()


def cookie_name(contest: Contest) -> str:
    """Return the name of the cookie: one device may be in several contests."""
    return _name(contest.slug)


def _name(slug: str) -> str:
    return f"thi-sinh-{slug}"


def cookie_path(slug: str) -> str:
    """Return the addresses of a contest that get the cookie: public pages never see it."""
    return f"/cuoc-thi/{slug}/vao-thi/"


def remember(request: HttpRequest, response: HttpResponse, entrant: Entrant) -> HttpResponse:
    """Let the device know who it is."""
    response.set_signed_cookie(
        cookie_name(entrant.contest),
        entrant.key.hex,
        salt=SALT,
        max_age=KEPT_FOR,
        path=cookie_path(entrant.contest.slug),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: HttpResponse, contest: Contest) -> HttpResponse:
    """Let a shared device forget who it is."""
    response.delete_cookie(cookie_name(contest), path=cookie_path(contest.slug), samesite="Lax")
    return response


def device_key(request: HttpRequest, contest: Contest) -> tuple[str, str]:
    """Return the mark of a device, new where it has none, and what is stored of it.

    The mark is drawn by chance, is the same for all names that one browser registers in
    ``contest``, goes nowhere else, and says nothing about the person.
    """
    mark = request.get_signed_cookie(_mark_name(contest), default="", salt=SALT)
    mark = mark or get_random_string(MARK_LENGTH)
    salt = f"contests.device.{contest.pk}"
    return mark, salted_hmac(salt, mark, algorithm="sha256").hexdigest()


def mark_device(
    request: HttpRequest, response: HttpResponse, contest: Contest, mark: str
) -> HttpResponse:
    """Let the device keep its mark, also when it forgets whose it is."""
    response.set_signed_cookie(
        _mark_name(contest),
        mark,
        salt=SALT,
        max_age=KEPT_FOR,
        path=cookie_path(contest.slug),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _mark_name(contest: Contest) -> str:
    return f"thiet-bi-{contest.slug}"


def key_of(request: HttpRequest, slug: str) -> UUID | None:
    """Return the key of the entrant whom this device is, or None: a forged or old cookie is nobody's.

    Args:
        slug: of the contest.
    """
    name, hour = _name(slug), int(time.time()) // 3600
    seen = (request.COOKIES.get(name), name, hour)
    if known := _keys.get(seen):
        return known
    text = request.get_signed_cookie(
        name, default=None, salt=SALT, max_age=KEPT_FOR.total_seconds()
    )
    try:
        key = UUID(text or "")
    except ValueError:
        return None
    _keys[seen] = key
    while len(_keys) > KEPT_KEYS:
        _keys.popitem(last=False)
    return key


def entrant_of(request: HttpRequest, contest: Contest) -> Entrant | None:
    """Return who this device is in ``contest``, or None."""
    key = key_of(request, contest.slug)
    return Entrant.objects.filter(contest=contest, key=key).first() if key else None
