"""Where a request came from, and what it says in its headers."""

from django.conf import settings


def client_address(request) -> str:
    """Return the reader's address.

    ``X-Forwarded-For`` is believed only as far as our own proxies wrote it:
    anybody can send one, so the last entries count, never the first.
    """
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if trusted:
        forwarded = header(request, "HTTP_X_FORWARDED_FOR").split(",")
        if len(forwarded) >= trusted:
            return forwarded[-trusted].strip()
    return request.META.get("REMOTE_ADDR", "")


def header(request, name: str, default: str = "") -> str:
    """Return one header; ``request.headers`` first reads all of them, which takes as long as a small form.

    Args:
        name: as the environment has it, such as ``HTTP_ORIGIN`` or ``CONTENT_LENGTH``.
    """
    return request.META.get(name, default)
