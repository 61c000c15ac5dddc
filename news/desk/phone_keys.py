"""The key to what a phone keeps of somebody's unsent stories.

A phone is lent and shared. What the desk keeps on it is locked with a key that
only its owner is given, in a cookie that lasts while they are signed in. After
signing out the texts stay on the phone, unreadable, until the same person
signs in there again.
"""

from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac

COOKIE = "desk"
PATH = "/gui-bai/"
# As long as a session and its forgotten drafts; every visit of the desk begins it anew.
MAX_AGE = 30 * 24 * 60 * 60
SALT = "news.desk.phone_keys"


def owner_of(user) -> str:
    """Return a name for ``user`` that says nothing to others who use the phone."""
    return salted_hmac(f"{SALT}.owner", str(user.pk), algorithm="sha256").hexdigest()[:24]


def give_key(response, *, user):
    """Let ``response`` carry the key of ``user`` to the phone."""
    digest = salted_hmac(f"{SALT}.key", str(user.pk), algorithm="sha256").digest()
    key = urlsafe_b64encode(digest).decode().rstrip("=")
    response.set_cookie(
        COOKIE,
        f"{owner_of(user)}.{key}",
        max_age=MAX_AGE,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        # Read by the desk's script: without a signal nobody else can tell it.
        httponly=False,
        samesite="Strict",
    )
    return response


def mark_change_of_person(request, **kwargs) -> None:
    """Note that somebody signed in or out; ``PhoneKeyMiddleware`` takes the key away."""
    if request is not None:
        request.takes_phone_key = True


class PhoneKeyMiddleware:
    """Take the key off the phone when somebody signs in or out, by whatever door."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "takes_phone_key", False) and COOKIE not in response.cookies:
            response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
        return response
