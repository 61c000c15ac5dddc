"""The roster: by what its lines are known, and whether somebody is on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from campaigns.contests.choices import PersonRule
from campaigns.contests.models import Contest, RosterLine
from campaigns.contests.rules import ContestRules
from campaigns.contests.successors import merged_into

from .people import Person

# The fields that make somebody one person, where the rule says so itself.
FIELDS_OF_RULE = {
    PersonRule.PHONE: ("phone",),
    PersonRule.PHONE_NAME: ("full_name", "phone"),
    PersonRule.EMAIL: ("email",),
}


def identifying_fields(rules: ContestRules) -> tuple[str, ...]:
    """Return the fields of a person by which ``rules`` know one again. Pure."""
    own = FIELDS_OF_RULE.get(rules.person)
    if own is not None:
        return own
    asked = {"birth_date": rules.asks_birth_date, "unit": rules.asks_unit}
    return ("full_name", *(name for name, is_asked in asked.items() if is_asked))


def known_by(rules: ContestRules) -> str:
    """Return in one word what a line's fingerprint is made of. Pure."""
    return f"{rules.person}:{','.join(identifying_fields(rules))}"


def earlier_selves(rules: ContestRules, person: Person, day: date) -> Iterator[Person]:
    """Yield ``person`` as of each unit that is part of the own one on ``day``.

    Somebody registered, or was put on the roster, for a unit that has been merged since.
    """
    if person.unit is None or "unit" not in identifying_fields(rules):
        return
    for unit in merged_into(person.unit, day):
        yield replace(person, unit=unit)


def is_listed(contest: Contest, keys: list[str]) -> bool:
    """Tell whether a line of the roster has one of ``keys``."""
    return RosterLine.objects.filter(contest=contest, person_key__in=keys).exists()


def stale_lines(contest: Contest, rules: ContestRules):
    """Return the lines that were read in under other rules: they fit nobody any more."""
    return RosterLine.objects.filter(contest=contest).exclude(known_by=known_by(rules))


def has_lines(contest: Contest, rules: ContestRules) -> bool:
    """Tell whether the roster has a line that fits somebody."""
    return RosterLine.objects.filter(contest=contest, known_by=known_by(rules)).exists()
