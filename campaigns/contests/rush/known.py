"""Contests as the line names them. Kept for a few seconds; nothing of it decides anything."""

import time
from dataclasses import dataclass
from functools import lru_cache

from django.shortcuts import get_object_or_404

from campaigns.contests.models import Contest

# Whoever waits asks every few seconds, thousands of them for the same title.
KEPT_SECONDS = 5
MOST_KEPT = 100


@dataclass(frozen=True)
class KnownContest:
    """Address and title of a published contest."""

    slug: str
    title: str


def known_contest(slug: str) -> KnownContest:
    """Return the published contest at ``slug``, as it was a few seconds ago at the most.

    Raises:
        Http404: there is none; not kept.
    """
    return _known(slug, int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=MOST_KEPT)
def _known(slug: str, _moment: int) -> KnownContest:
    found = get_object_or_404(Contest.objects.published().only("title"), slug=slug)
    return KnownContest(slug, found.title)
