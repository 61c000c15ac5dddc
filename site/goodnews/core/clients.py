"""Where a request came from."""

from django.conf import settings


def client_address(request) -> str:
    """Return the reader's address.

    ``X-Forwarded-For`` is believed only as far as our own proxies wrote it:
    anybody can send one, so the last entries count, never the first.
    """
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if trusted:
        forwarded = request.headers.get("x-forwarded-for", "").split(",")
        if len(forwarded) >= trusted:
            return forwarded[-trusted].strip()
    return request.META.get("REMOTE_ADDR", "")
