"""Contests among what was found: few, kept in memory until anything is published."""

from dataclasses import dataclass

from django.urls import reverse

from campaigns.contests.models import Contest
from goodnews.core.folding import fold
from goodnews.core.kept import kept

from .words import WORD

MOST_SHOWN = 3


@dataclass(frozen=True)
class FoundContest:
    """A contest that holds every word looked for."""

    title: str
    url: str


def contests_found(words: list[str]) -> list[FoundContest]:
    """Return the newest contests whose title and summary hold all of ``words``.

    Args:
        words: folded words.
    """
    wanted = set(words)
    found = [
        FoundContest(title, reverse("contests:contest", args=[slug]))
        for title, slug, own in kept("contest words", _contest_words)
        if wanted and wanted <= own
    ]
    return found[:MOST_SHOWN]


def _contest_words() -> list[tuple[str, str, frozenset[str]]]:
    """Return title, address and folded words of each published contest, the newest first."""
    contests = Contest.objects.published().order_by("-published_at", "-pk")
    return [
        (title, slug, frozenset(WORD.findall(fold(f"{title} {summary}"))))
        for title, slug, summary in contests.values_list("title", "slug", "summary")
    ]
