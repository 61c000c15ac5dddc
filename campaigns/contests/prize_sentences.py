"""The prizes in full sentences; pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import CollectiveMeasure
from .rules import ContestRules, PrizeRules

# What is won together: league and measure, and the list of prizes.
Listed = tuple[str, str, tuple[PrizeRules, ...]]


def prize_sentences(rules: ContestRules) -> Iterator[str]:
    """Yield one sentence for each list of prizes; rounds with the same list share it."""
    titles = {each.code: each.title for each in rules.leagues}
    for (league, measure, prizes), rounds in _lists(rules).items():
        where = _where(rules, rounds)
        if league:
            where = _("%(where)s, %(league)s") % {"where": where, "league": titles[league]}
        values = {"where": where, "prizes": "; ".join(_prize(each) for each in prizes)}
        if measure == CollectiveMeasure.NONE:
            yield _("%(where)s: %(prizes)s.") % values
        else:
            values["measure"] = measure_words(measure)
            yield _("%(where)s, for units, by %(measure)s: %(prizes)s.") % values
    total = sum(each.count for each in rules.prizes)
    if total:
        yield ngettext("%(count)s prize in all.", "%(count)s prizes in all.", total) % {
            "count": total
        }
    if rules.one_prize_each and rules.prizes:
        yield _(
            "Nobody gets more than one prize: who wins several keeps the highest, and the lower "
            "one passes to the next in rank."
        )


def certificate_sentences(rules: ContestRules) -> Iterator[str]:
    """Yield who gets a certificate, and how anybody can check one."""
    has_winners = any(each.measure == CollectiveMeasure.NONE for each in rules.prizes)
    has_units = any(each.measure != CollectiveMeasure.NONE for each in rules.prizes)
    if rules.certifies_participation:
        yield _(
            "Everybody with a submitted attempt that counts gets a certificate, "
            "winners one that names the prize."
        )
    elif has_winners:
        yield _("Whoever wins a prize gets a certificate.")
    if has_units:
        yield _("A unit that wins a prize gets a certificate.")
    if not (rules.certifies_participation or rules.prizes):
        return
    yield _(
        "Each certificate bears a code by which anybody can check on this site what it says, "
        "and whether it still holds."
    )


def _lists(rules: ContestRules) -> dict[Listed, list[int]]:
    """Return each list of prizes with the rounds that have it; round 0 is the whole contest."""
    by_table: dict[tuple[int, str, str], list[PrizeRules]] = {}
    for each in rules.prizes:
        by_table.setdefault((each.round, each.league, each.measure), []).append(each)
    found: dict[Listed, list[int]] = {}
    for (number, league, measure), prizes in by_table.items():
        # The whole contest never shares a list with single rounds.
        alike = tuple(
            PrizeRules(
                title=each.title,
                count=each.count,
                place=each.place,
                value=each.value,
                round=min(number, 1),
                points=each.points,
            )
            for each in sorted(prizes, key=lambda prize: prize.place)
        )
        found.setdefault((league, measure, alike), []).append(number)
    return found


def _where(rules: ContestRules, numbers: list[int]) -> str:
    if numbers == [0]:
        return _("For the whole contest")
    names = {each.number: each.title for each in rules.rounds}
    if len(numbers) == 1:
        return names[numbers[0]]
    scored = sorted(each.number for each in rules.scored_rounds)
    if sorted(numbers) == scored:
        return _("Each round")
    return _("Each of these rounds: %(rounds)s") % {
        "rounds": ", ".join(names[number] for number in numbers)
    }


def _prize(prize: PrizeRules) -> str:
    """Return "1 × First prize, 500,000 đồng each"."""
    text = _("%(count)s × %(title)s") % {"count": prize.count, "title": prize.title}
    if prize.value:
        text = _("%(prize)s, each worth %(value)s") % {"prize": text, "value": prize.value}
    if prize.points:
        points = ngettext("%(count)s point", "%(count)s points", prize.points)
        points %= {"count": prize.points}
        text = _("%(prize)s (brings the unit %(points)s)") % {"prize": text, "points": points}
    return text


def measure_words(measure: str) -> str:
    """Return by what units are compared, to be put into a sentence."""
    return {
        CollectiveMeasure.ENTRANTS: _("the number of people who took part"),
        CollectiveMeasure.RATE: _(
            "the number of people who took part as a share of the unit's headcount"
        ),
        CollectiveMeasure.MEAN: _("the mean score of its people"),
        CollectiveMeasure.POINTS: _(
            "the share of its people who took part, and the points that its people's prizes bring"
        ),
    }[CollectiveMeasure(measure)]
