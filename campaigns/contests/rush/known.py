"""Contests as the line names them. Kept for a few seconds; nothing of it decides anything."""

import time
from collections import OrderedDict
from dataclasses import dataclass

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


# By address: until when it is kept, and what.
_kept: OrderedDict[str, tuple[float, KnownContest]] = OrderedDict()


def known_contest(slug: str) -> KnownContest:
    """Return the published contest at ``slug``, as it was a few seconds ago at the most.

    Raises:
        Http404: there is none; not kept.
    """
    until, contest = _kept.get(slug, (0.0, None))
    if contest is not None and time.monotonic() < until:
        return contest
    found = get_object_or_404(Contest.objects.only("title"), slug=slug, published_at__isnull=False)
    contest = KnownContest(slug, found.title)
    _kept[slug] = (time.monotonic() + KEPT_SECONDS, contest)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return contest
