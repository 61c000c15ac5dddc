"""The most urgent requests, kept for a minute: the start page asks nothing for them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from .models import DataRequest

ROWS_SHOWN = 5
KEPT_SECONDS = 60
KEY = "privacy:waiting"


@dataclass(frozen=True)
class WaitingRequest:
    """What the panel says of a request: nothing of any person."""

    pk: int
    name: str
    due_at: datetime


def waiting_requests() -> list[WaitingRequest]:
    """Return the open requests by their due time, one more than are shown."""
    found = cache.get(KEY)
    if found is None:
        requests = DataRequest.objects.open().order_by("due_at", "pk")[: ROWS_SHOWN + 1]
        found = [WaitingRequest(each.pk, str(each), each.due_at) for each in requests]
        cache.set(KEY, found, KEPT_SECONDS)
    return found


def forget_waiting() -> None:
    """Let the next start page read them anew; once more after the commit, for who read meanwhile."""
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY), robust=True)
