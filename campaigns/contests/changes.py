"""What may still change once people have begun to play; pure.

Whatever was promised to those who have answered stays: questions, scoring, ranking, who may
enter. What helps them or tells more may change: a later closing, another prize, texts.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime

from django.utils.translation import gettext as _

from .findings import Finding
from .rules import ContestRules, PrizeRules, RoundRules

# Of the contest, after its first round has opened.
FREE_OF_CONTEST = frozenset({"title", "unit_title", "rounds", "prizes"})
# Of a round that is open, and of one that has closed.
FREE_OF_OPEN = frozenset({"title", "closes_at", "shown_count"})
FREE_OF_CLOSED = frozenset({"title", "shown_count"})


def refusals(before: ContestRules, after: ContestRules, *, now: datetime) -> list[Finding]:
    """Return what must not change at ``now``; paths are those of ``after``."""
    if not any(each.opens_at <= now for each in before.rounds):
        return []
    return [
        *_contest(before, after),
        *_rounds(before, after, now),
        *_prizes(before, after, now),
    ]


def _changed(before, after, free: frozenset[str]) -> list[str]:
    names = [each.name for each in fields(before) if each.name not in free]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def _contest(before: ContestRules, after: ContestRules) -> Iterator[Finding]:
    for name in _changed(before, after, FREE_OF_CONTEST):
        if name == "certifies_participation" and after.certifies_participation:
            # Nobody is promised less by it.
            continue
        yield Finding(name, _("A round has opened: this can no longer change."))


def _rounds(before: ContestRules, after: ContestRules, now: datetime) -> Iterator[Finding]:
    places = {each.number: place for place, each in enumerate(after.rounds)}
    for old in before.rounds:
        if old.opens_at > now:
            continue
        place = places.pop(old.number, None)
        if place is None:
            message = _("Round %(number)s has opened: it can no longer be taken out.")
            yield Finding("rounds", message % {"number": old.number})
        else:
            yield from _round(old, after.rounds[place], f"rounds.{place}", now)
    for place in places.values():
        if after.rounds[place].opens_at <= now:
            message = _("A round that is added or moved now must open later than now.")
            yield Finding(f"rounds.{place}.opens_at", message)


def _round(old: RoundRules, new: RoundRules, path: str, now: datetime) -> Iterator[Finding]:
    is_open = now < old.closes_at
    for name in _changed(old, new, FREE_OF_OPEN if is_open else FREE_OF_CLOSED):
        message = _("The round has opened: this can no longer change.")
        if name == "closes_at":
            message = _("The round has closed: it cannot be opened again.")
        yield Finding(f"{path}.{name}", message)
    if is_open and new.closes_at < old.closes_at:
        message = _("The round has opened: it may close later, but not earlier.")
        yield Finding(f"{path}.closes_at", message)


def _prizes(before: ContestRules, after: ContestRules, now: datetime) -> Iterator[Finding]:
    """A prize that was promised is not taken away; a higher number of it is welcome."""
    begun = {0} | {each.number for each in before.rounds if each.opens_at <= now}
    for old in before.prizes:
        if old.round in begun and not any(_is_as_good(old, new) for new in after.prizes):
            message = _("“%(prize)s” was promised: it cannot be taken away or made less.")
            yield Finding(_place_of(old, after), message % {"prize": old.title})


def _is_as_good(old: PrizeRules, new: PrizeRules) -> bool:
    names = ("round", "league", "measure", "place", "value", "points")
    return new.count >= old.count and all(
        getattr(old, name) == getattr(new, name) for name in names
    )


def _place_of(old: PrizeRules, after: ContestRules) -> str:
    for place, new in enumerate(after.prizes):
        if (new.round, new.league, new.measure, new.place) == (
            old.round,
            old.league,
            old.measure,
            old.place,
        ):
            return f"prizes.{place}.count"
    return "prizes"
