"""What is wrong with the prizes; pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .bank import BankFacts
from .choices import CollectiveMeasure
from .findings import Finding, Severity
from .rules import ContestRules, PrizeRules

DOUBTFUL = Severity.DOUBTFUL
BY_RATE = (CollectiveMeasure.RATE, CollectiveMeasure.POINTS)


def prize_findings(rules: ContestRules, bank: BankFacts | None) -> Iterator[Finding]:
    """Yield what is wrong with the prizes of ``rules``."""
    kinds = {each.number: each.kind for each in rules.rounds}
    codes = {each.code for each in rules.leagues}
    for place, prize in enumerate(rules.prizes):
        path = f"prizes.{place}"
        yield from _prize(prize, path)
        if prize.league and prize.league not in codes:
            yield Finding(f"{path}.league", _("No league has this code."))
        if prize.round and prize.round not in kinds:
            yield Finding(f"{path}.round", _("There is no round with this number."))
        elif kinds.get(prize.round) == "practice":
            yield Finding(f"{path}.round", _("A round for practice has no prizes."))
        elif _has_no_table(prize, rules):
            message = _("Without the sum of all rounds nobody is ranked over the whole contest.")
            yield Finding(f"{path}.round", message)
    yield from _places(rules)
    yield from _collective(rules, bank)


def _prize(prize: PrizeRules, path: str) -> Iterator[Finding]:
    if not prize.count:
        yield Finding(f"{path}.count", _("Give at least one."))
    if not prize.place:
        yield Finding(f"{path}.place", _("The highest prize is number 1."))


def _has_no_table(prize: PrizeRules, rules: ContestRules) -> bool:
    """True for a prize of the whole contest where only single rounds are ranked."""
    is_personal = prize.measure == CollectiveMeasure.NONE and not prize.round
    scored = len(rules.scored_rounds)
    return is_personal and scored > 1 and not rules.is_cumulative


def _places(rules: ContestRules) -> Iterator[Finding]:
    """The places of what is given together run 1, 2, 3 …"""
    groups: dict[tuple, list[int]] = {}
    for place, prize in enumerate(rules.prizes):
        groups.setdefault((prize.round, prize.league, prize.measure), []).append(place)
    for members in groups.values():
        seen: set[int] = set()
        wanted = set(range(1, len(members) + 1))
        for place in members:
            number = rules.prizes[place].place
            if number in seen:
                message = _("Another prize of the same table has this order.")
                yield Finding(f"prizes.{place}.place", message)
            elif number and number not in wanted:
                message = _("A higher prize is missing: the order must run 1, 2, 3 …")
                yield Finding(f"prizes.{place}.place", message)
            seen.add(number)


def _collective(rules: ContestRules, bank: BankFacts | None) -> Iterator[Finding]:
    for place, prize in enumerate(rules.prizes):
        path = f"prizes.{place}.measure"
        if bank and bank.units_without_headcount and prize.measure in BY_RATE:
            message = _("%(count)s units have no headcount: no rate can be computed for them.")
            yield Finding(path, message % {"count": bank.units_without_headcount}, DOUBTFUL)
        if prize.measure == CollectiveMeasure.POINTS and not any(
            each.points for each in rules.prizes if each.measure == CollectiveMeasure.NONE
        ):
            message = _("No prize of a person brings points to the unit.")
            yield Finding(path, message, DOUBTFUL)
