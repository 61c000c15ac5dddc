"""Addresses that answer "gone": 410, without a name, and no way on to another page.

Asked only where nothing was found, so that a page published anew at its old
address is simply there again.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.shortcuts import render
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from .models import ConsentRecord, GoneAddress

# Of a longer address only the beginning is looked at.
MOST_PARTS = 8


def digest_of(path: str) -> str:
    """Return what is kept of an address."""
    return hashlib.sha256(Redirect.normalise_path(path).encode()).hexdigest()


@transaction.atomic
def close_addresses(*, pages: Iterable[Page], record: ConsentRecord, now: datetime) -> int:
    """Let every address of ``pages``, older ones too, answer "gone".

    Their redirects end: they would lead on to an address that has the name in it.

    Returns:
        How many addresses were closed.
    """
    pages = list(pages)
    paths = {path for page in pages if (path := page.get_url())}
    bare = {path.rstrip("/") for path in paths}
    leading = Redirect.objects.filter(
        Q(redirect_page__in=[page.pk for page in pages]) | Q(redirect_link__in=paths | bare)
    )
    paths |= set(leading.values_list("old_path", flat=True))
    leading.delete()
    for path in paths:
        GoneAddress.objects.update_or_create(
            digest=digest_of(path), defaults={"record": record, "gone_at": now}
        )
    return len(paths)


def is_gone(path: str) -> bool:
    """Tell whether ``path`` or what it stands below was closed."""
    parts = [part for part in path.split("/") if part][:MOST_PARTS]
    above = ["/" + "/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    digests = [digest_of(address) for address in above]
    return GoneAddress.objects.filter(digest__in=digests).exists()


class GoneMiddleware:
    """Say "gone" instead of "not found" where a consent was withdrawn."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        if not is_gone(request.path_info):
            return response
        answer = render(request, "410.html", status=410)
        # Not to be remembered: the page may be published anew with a new consent.
        answer["Cache-Control"] = "no-cache"
        answer["X-Robots-Tag"] = "noindex"
        return answer
