"""What is wrong with the rules of a contest before anybody has entered it; pure.

Source: CONTESTS.md, the table of what varies and AC-04.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from django.utils.translation import gettext as _

from .bank import BankFacts
from .choices import CollectiveMeasure, PersonRule
from .findings import Finding, Severity
from .prize_validation import prize_findings
from .round_validation import chain_findings, round_findings
from .rules import ContestRules, LeagueRules

MISSING, DOUBTFUL = Severity.MISSING, Severity.DOUBTFUL
# What must be asked of everybody so that one person is known again.
NEEDED_FIELDS = {
    PersonRule.NAME_BIRTH_UNIT: ("asks_birth_date", "asks_unit"),
    PersonRule.PHONE: ("asks_phone",),
    PersonRule.PHONE_NAME: ("asks_phone",),
    PersonRule.EMAIL: ("asks_email",),
    PersonRule.ROSTER: (),
}


def findings(
    rules: ContestRules, *, bank: BankFacts | None = None, now: datetime | None = None
) -> list[Finding]:
    """Return everything that is wrong with ``rules``.

    Args:
        bank: what the question bank and the units hold; None leaves out what depends on them.
        now: the moment of the first publication, which no round may have missed; None for rules
            that were published before.
    """
    return [
        *_entry(rules),
        *_leagues(rules),
        *_rounds(rules, now),
        *_sum(rules),
        *prize_findings(rules, bank),
        *(bank.shortages(rules) if bank else ()),
    ]


def _entry(rules: ContestRules) -> Iterator[Finding]:
    """Who may enter, and whether enough is asked to know it."""
    if rules.age_from is not None and rules.age_to is not None and rules.age_to < rules.age_from:
        yield Finding("age_to", _("The highest age is below the lowest."))
    for name in NEEDED_FIELDS[PersonRule(rules.person)]:
        if not getattr(rules, name):
            message = _("It is needed to know one person again: tick it, or choose another rule.")
            yield Finding(name, message)
    if rules.person == PersonRule.ROSTER and not rules.roster_only:
        message = _("Persons are known by the roster: then only people of the roster may enter.")
        yield Finding("roster_only", message)
    if _needs_ages(rules) and not rules.asks_birth_date:
        message = _("Ages decide here, so the birth date must be asked for.")
        yield Finding("asks_birth_date", message)
    if _needs_units(rules) and not rules.asks_unit:
        message = _("Units decide here, so the unit must be asked for.")
        yield Finding("asks_unit", message)


def _needs_ages(rules: ContestRules) -> bool:
    limits = [rules.age_from, rules.age_to, rules.guardian_below]
    limits += [age for each in rules.leagues for age in (each.age_from, each.age_to)]
    return any(limit is not None for limit in limits)


def _needs_units(rules: ContestRules) -> bool:
    kinds = rules.unit_kinds or any(each.unit_kinds for each in rules.leagues)
    is_collective = any(each.measure != CollectiveMeasure.NONE for each in rules.prizes)
    return bool(rules.unit or kinds or is_collective)


def _leagues(rules: ContestRules) -> Iterator[Finding]:
    codes = [each.code for each in rules.leagues]
    for place, league in enumerate(rules.leagues):
        path = f"leagues.{place}"
        if league.code in codes[:place]:
            yield Finding(f"{path}.code", _("Another league has this code."))
        if None not in (league.age_from, league.age_to) and league.age_to < league.age_from:
            yield Finding(f"{path}.age_to", _("The highest age is below the lowest."))
        if rules.rounds and not all(each.points_for(league.code) for each in rules.rounds):
            message = _("Somebody of this league would get no question in one of the rounds.")
            yield Finding(f"{path}.code", message, MISSING)
        has_prize = any(each.league in ("", league.code) for each in rules.prizes)
        if rules.prizes and not has_prize:
            yield Finding(f"{path}.code", _("There is no prize for this league."), DOUBTFUL)
    yield from _overlaps(rules.leagues)
    yield from _gaps(rules)


def _bounds(league: LeagueRules) -> tuple[int, int]:
    low = 0 if league.age_from is None else league.age_from
    return low, 999 if league.age_to is None else league.age_to


def _overlaps(leagues: tuple[LeagueRules, ...]) -> Iterator[Finding]:
    for (_first, one), (place, other) in combinations(enumerate(leagues), 2):
        meets = not (one.unit_kinds and other.unit_kinds) or set(one.unit_kinds) & set(
            other.unit_kinds
        )
        (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
        if meets and low <= other_high and other_low <= high:
            message = _("Somebody may belong here and to “%(league)s”: the first one is taken.")
            message %= {"league": one.title}
            yield Finding(f"leagues.{place}.age_from", message, DOUBTFUL)


def _gaps(rules: ContestRules) -> Iterator[Finding]:
    """Ages that may enter and belong to no league."""
    spans = sorted(_bounds(each) for each in rules.leagues)
    if not spans:
        return
    low = rules.age_from if rules.age_from is not None else spans[0][0]
    high = rules.age_to if rules.age_to is not None else max(end for _start, end in spans)
    following = low
    for start, end in [*spans, (high + 1, high + 1)]:
        if following < start and following <= high:
            message = _("Nobody of %(from)s to %(to)s years belongs to a league.")
            message %= {"from": following, "to": min(start - 1, high)}
            yield Finding("leagues", message, DOUBTFUL)
        following = max(following, end + 1)


def _rounds(rules: ContestRules, now: datetime | None) -> Iterator[Finding]:
    if not rules.rounds:
        yield Finding("rounds", _("Enter at least one round."), MISSING)
    elif all(each.kind == "practice" for each in rules.rounds):
        yield Finding("rounds", _("All rounds are for practice: none counts."), MISSING)
    numbers = [each.number for each in rules.rounds]
    codes = [each.code for each in rules.leagues]
    for place, each in enumerate(rules.rounds):
        path = f"rounds.{place}"
        if each.number in numbers[:place]:
            yield Finding(f"{path}.number", _("Another round has this number."))
        yield from round_findings(each, path=path, leagues=codes, now=now)
    for (_first, one), (place, other) in combinations(enumerate(rules.rounds), 2):
        if "practice" in (one.kind, other.kind):
            continue
        if one.opens_at < other.closes_at and other.opens_at < one.closes_at:
            message = _("The round runs at the same time as “%(round)s”.") % {"round": one.title}
            yield Finding(f"rounds.{place}.opens_at", message, DOUBTFUL)
        elif (one.number < other.number) != (one.opens_at < other.opens_at):
            message = _("By its number the round does not stand where its opening puts it.")
            yield Finding(f"rounds.{place}.number", message, DOUBTFUL)


def _sum(rules: ContestRules) -> Iterator[Finding]:
    if not rules.is_cumulative:
        return
    yield from chain_findings(rules.cumulative_tie_breaks, path="cumulative_tie_breaks")
    if len(rules.scored_rounds) < 2:
        message = _("A sum needs at least two rounds that count.")
        yield Finding("is_cumulative", message, DOUBTFUL)
