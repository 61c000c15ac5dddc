"""Short addresses by which people of a unit enter: the form knows the unit, nobody is known yet."""

from datetime import date, datetime
from random import Random

from django.db.models import QuerySet

from campaigns.contests.entrants.codes import LETTERS
from campaigns.contests.entrants.registration import possible_units
from campaigns.contests.models import Contest, EntryLink
from campaigns.contests.models.running import CODE_LENGTH
from campaigns.contests.reading import published_rules
from goodnews.units.models import Unit


def draw_link_code(rng: Random) -> str:
    """Return a new code: one of 24^7, so that nobody guesses the unit of a poster."""
    return "".join(rng.choice(LETTERS) for _place in range(CODE_LENGTH))


def units_without_link(contest: Contest, *, day: date) -> QuerySet:
    """Return the units whose people may enter and that have no link yet."""
    _version, rules = published_rules(contest)
    linked = EntryLink.objects.filter(contest=contest).values("unit")
    return possible_units(rules, day=day).exclude(pk__in=linked)


def make_links(*, contest: Contest, day: date, now: datetime, rng: Random) -> int:
    """Give every unit that may enter a link; return how many are new.

    A link that was printed stays as it is.
    """
    units = list(units_without_link(contest, day=day).order_by("path"))
    links = [
        EntryLink(contest=contest, unit=unit, code=draw_link_code(rng), made_at=now)
        for unit in units
    ]
    # Two organisers at once: the first link of a unit stays.
    EntryLink.objects.bulk_create(links, ignore_conflicts=True)
    return len(links)


def links_of(contest: Contest, *, words: str = "") -> QuerySet:
    """Return the links of a contest by the place of their units, those that match ``words`` only."""
    links = EntryLink.objects.filter(contest=contest).select_related("unit", "contest")
    if words:
        links = links.filter(unit__in=Unit.objects.matching(words).order_by())
    return links.order_by("unit__path", "pk")
