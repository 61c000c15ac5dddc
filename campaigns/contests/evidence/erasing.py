"""Taking the words of essays away without breaking the chain that vouches for them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from campaigns.contests.attempts.essays import ERASED, ESSAY
from campaigns.contests.models import AttemptAnswer, ChainLink

from .chain import Entry, append_links, locked_head
from .choices import LinkKind
from .contents import fingerprints_of


def written_essays() -> QuerySet[AttemptAnswer]:
    """Return the essays, those whose words were taken away included."""
    return AttemptAnswer.objects.filter(place=ESSAY).exclude(content={})


def held_essays() -> QuerySet[AttemptAnswer]:
    """Return the essays whose words are still there."""
    return written_essays().exclude(content=ERASED)


@transaction.atomic
def erase_essays(*, entrants: Collection[int], now: datetime) -> int:
    """Take away what ``entrants`` wrote; marks stay. Returns how many essays went.

    A further link says of each attempt what is left. An attempt that no longer was what the
    chain vouched for gets none, so that its change stays to be seen.
    """
    held = held_essays().filter(attempt__entrant__in=entrants)
    by_contest: dict[int, list[int]] = {}
    for contest, attempt in held.values_list("attempt__round__contest", "attempt"):
        by_contest.setdefault(contest, []).append(attempt)
    for contest, attempts in sorted(by_contest.items()):
        _erase(contest, attempts, now)
    return sum(map(len, by_contest.values()))


def _erase(contest: int, attempts: Sequence[int], now: datetime) -> None:
    locked_head(contest)
    links = ChainLink.objects.filter(
        contest=contest, kind=LinkKind.ATTEMPT, subject__in=attempts
    ).order_by("sequence")
    known = dict(links.values_list("subject", "content_hash"))
    before = fingerprints_of(LinkKind.ATTEMPT, list(known))
    unchanged = [pk for pk in sorted(known) if before[pk].content == known[pk]]
    held_essays().filter(attempt__in=attempts).update(content=ERASED)
    after = fingerprints_of(LinkKind.ERASED, unchanged)
    entries = [Entry(LinkKind.ERASED, pk, after[pk]) for pk in unchanged]
    append_links(contest_id=contest, entries=entries, now=now)
