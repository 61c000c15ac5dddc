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
NAVIGATE = "navigate"
SALT = "news.desk.phone_keys"
BETWEEN_PAIRS = "~"


def owner_of(user) -> str:
    """Return a name for ``user`` that says nothing to others who use the phone."""
    return _name(user, settings.SECRET_KEY)


def former_owners_of(user) -> list[str]:
    """Return the names ``user`` had under the site's earlier secrets."""
    return [_name(user, secret) for secret in settings.SECRET_KEY_FALLBACKS]


def _name(user, secret: str) -> str:
    digest = salted_hmac(f"{SALT}.owner", str(user.pk), secret=secret, algorithm="sha256")
    return digest.hexdigest()[:24]


def _key(user, secret: str) -> str:
    digest = salted_hmac(f"{SALT}.key", str(user.pk), secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def give_key(response, *, request):
    """Let ``response`` carry the key of whoever asked to the phone.

    After it the keys under ``SECRET_KEY_FALLBACKS``: what the phone locked before the
    secret changed can still be opened, and is locked anew when it is next written.

    Scripts that ask with the keys in their hands get none: their answer may still be on
    its way while somebody signs out, and must not bring them back. Pages renew them.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    user = request.user
    value = BETWEEN_PAIRS.join(f"{_name(user, each)}.{_key(user, each)}" for each in secrets)
    is_page = request.headers.get("Sec-Fetch-Mode", NAVIGATE) == NAVIGATE
    if not is_page and request.COOKIES.get(COOKIE) == value:
        return response
    response.set_cookie(
        COOKIE,
        value,
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
