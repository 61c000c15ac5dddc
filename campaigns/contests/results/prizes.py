"""Who wins which prize, from the tables of the rounds and of the whole contest. Pure.

Prizes for persons are gone through from the highest to the lowest: by their order (1 is the
highest), then the whole contest before its rounds, then the earlier round. Each goes to the
best placed person of its table. Where the rules give one prize to a person, who has a higher
one already is passed over, and the prize goes to the next in rank.

Prizes for units of one round, or of the whole contest, are gone through in the same order,
equal ones by number, rate, mean, points; a unit that has one there is passed over for the next.

Source: CONTESTS.md, "one prize per person" and "collective prizes".
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from campaigns.contests.choices import CollectiveMeasure
from campaigns.contests.rules import ContestRules, PrizeRules

from .ranking import MARK, Status, Table, TableRow

MEASURES = tuple(CollectiveMeasure.values)


class PersonPrize(NamedTuple):
    """A prize won by a person.

    Attributes:
        prize: its number in the list of the rules, from 0.
        place: the person's place in the table.
    """

    prize: int
    round: int
    league: str
    entrant: int
    unit: int
    place: int


class PassedOver(NamedTuple):
    """A person who was in line for a prize but keeps a higher one.

    Attributes:
        prize: what went to the next in rank.
        kept: the higher prize.
    """

    prize: int
    round: int
    league: str
    entrant: int
    kept: int


class Level(NamedTuple):
    """Persons equal in every key, of whom some would win a prize and some not, or a lower one."""

    prize: int
    round: int
    league: str
    place: int


class UnitPrize(NamedTuple):
    """A prize won by a unit.

    Attributes:
        numerator, denominator: what the measure gave, exactly; a rate is a share of 1.
    """

    prize: int
    round: int
    league: str
    unit: int
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Awards:
    """All prizes of a contest as far as its tables go.

    Attributes:
        levels: where organisers must decide between persons whom the rules do not part.
        units_without_headcount: cannot win by rate.
    """

    persons: tuple[PersonPrize, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    levels: tuple[Level, ...] = ()
    units: tuple[UnitPrize, ...] = ()
    units_without_headcount: tuple[int, ...] = ()


class _Prize(NamedTuple):
    number: int
    rules: PrizeRules
    league: str

    @property
    def list_key(self) -> tuple[int, str]:
        return self.rules.round, self.league


def award(rules: ContestRules, tables: Mapping[int, Table]) -> Awards:
    """Return who wins what.

    Args:
        tables: by number of the round, 0 for the sum; a round without a table has no winners yet.
    """
    prizes = [each for each in _prizes(rules) if each.rules.round in tables]
    persons, passed, levels = _award_persons(rules, tables, prizes)
    units = _award_units(tables, prizes, _unit_points(rules, persons))
    unknown = {each.unit for table in tables.values() for each in table.units if not each.headcount}
    return Awards(
        persons=tuple(sorted(persons, key=lambda each: _line_of(rules, each))),
        passed_over=tuple(passed),
        levels=tuple(levels),
        units=tuple(units),
        units_without_headcount=tuple(sorted(unknown)),
    )


def awards_to_bytes(awards: Awards, tables: Mapping[int, str]) -> bytes:
    """Return ``awards`` as canonical bytes.

    Args:
        tables: the fingerprint of the table of each round that they were made from.
    """
    content = {**vars(awards), "tables": sorted(tables.items())}
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def awards_from_bytes(content: bytes) -> Awards:
    """Return what :func:`awards_to_bytes` wrote."""
    data = json.loads(content)
    return Awards(
        persons=tuple(PersonPrize(*each) for each in data["persons"]),
        passed_over=tuple(PassedOver(*each) for each in data["passed_over"]),
        levels=tuple(Level(*each) for each in data["levels"]),
        units=tuple(UnitPrize(*each) for each in data["units"]),
        units_without_headcount=tuple(data["units_without_headcount"]),
    )


def tables_named_in(content: bytes) -> dict[int, str]:
    """Return the fingerprints of the tables that stored awards were made from."""
    return dict(json.loads(content)["tables"])


def percent_hundredths(part: int, whole: int) -> int:
    """Return ``part`` of ``whole`` in hundredths of a percent, a half rounded up.

    The only place where a figure of a contest is rounded: 229 of 1,000 is 22.90, never 23.53.

    Raises:
        ZeroDivisionError: ``whole`` is 0.
    """
    return (2 * 10_000 * part + whole) // (2 * whole)


def _prizes(rules: ContestRules) -> list[_Prize]:
    """Return each prize once for each league that it is for, the highest first."""
    codes = [league.code for league in rules.leagues] or [""]
    found = []
    for number, prize in enumerate(rules.prizes):
        is_for_persons = prize.measure == CollectiveMeasure.NONE
        leagues = [prize.league] if prize.league or not is_for_persons else codes
        found += [_Prize(number, prize, league) for league in leagues]
    return sorted(found, key=_height)


def _height(prize: _Prize) -> tuple:
    rules = prize.rules
    return rules.place, rules.round, MEASURES.index(rules.measure), prize.number, prize.league


def _award_persons(rules, tables, prizes):
    """Return the prizes of persons, who was passed over, and where people are level."""
    lists = _Lists(tables)
    persons: list[PersonPrize] = []
    passed: list[PassedOver] = []
    levels: list[Level] = []
    kept: dict[int, int] = {}
    for prize in prizes:
        if prize.rules.measure != CollectiveMeasure.NONE:
            continue
        where = (prize.number, *prize.list_key)
        for row, is_given in lists.candidates(prize, kept if rules.one_prize_each else {}):
            if is_given:
                persons.append(PersonPrize(*where, row.entrant, row.unit, row.place))
                kept.setdefault(row.entrant, prize.number)
            else:
                passed.append(PassedOver(*where, row.entrant, kept[row.entrant]))
        levels += [Level(*where, place) for place in lists.level_at_end(prize)]
    return persons, passed, levels


class _Lists:
    """The ranked people of each round and league, each asked once for a prize."""

    def __init__(self, tables: Mapping[int, Table]):
        self.rows: dict[tuple[int, str], list[TableRow]] = {}
        for number, table in tables.items():
            for row in table.rows:
                if row.status == Status.RANKED:
                    self.rows.setdefault((number, row.league), []).append(row)
        self.next: dict[tuple[int, str], int] = {}

    def candidates(self, prize: _Prize, kept: Mapping[int, int]) -> Iterator[tuple[TableRow, bool]]:
        """Yield who is asked for ``prize`` in their order, and whether they get it."""
        rows, left = self.rows.get(prize.list_key, []), prize.rules.count
        at = self.next.get(prize.list_key, 0)
        while left and at < len(rows):
            is_given = rows[at].entrant not in kept
            yield rows[at], is_given
            left -= is_given
            at += 1
            self.next[prize.list_key] = at

    def level_at_end(self, prize: _Prize) -> Iterator[int]:
        """Yield the place that the last winner shares with the first who did not win."""
        rows, at = self.rows.get(prize.list_key, []), self.next.get(prize.list_key, 0)
        if 0 < at < len(rows) and rows[at].place == rows[at - 1].place:
            yield rows[at].place


def _line_of(rules: ContestRules, won: PersonPrize) -> tuple:
    prize = rules.prizes[won.prize]
    return won.round, won.league, prize.place, won.prize, won.place, won.entrant


def _unit_points(
    rules: ContestRules, persons: Iterable[PersonPrize]
) -> dict[tuple[int, int, str], int]:
    """Return the points of each unit for the prizes of its people.

    Keyed by round, unit and league; round 0 holds those of all rounds, "" those of all leagues.
    """
    found: dict[tuple[int, int, str], int] = {}
    for won in persons:
        points = rules.prizes[won.prize].points
        for number in {won.round, 0}:
            for league in {won.league, ""}:
                key = (number, won.unit, league)
                found[key] = found.get(key, 0) + points
    return found


def _award_units(tables, prizes, points) -> list[UnitPrize]:
    won: list[UnitPrize] = []
    having: set[tuple[int, int]] = set()
    for prize in prizes:
        if prize.rules.measure == CollectiveMeasure.NONE:
            continue
        number, left = prize.rules.round, prize.rules.count
        for value, unit in _units_in_order(tables[number], prize, points):
            if not left:
                break
            if (number, unit) not in having:
                having.add((number, unit))
                left -= 1
                where = (prize.number, *prize.list_key)
                won.append(UnitPrize(*where, unit, value.numerator, value.denominator))
    return won


def _units_in_order(table: Table, prize: _Prize, points) -> list[tuple[Fraction, int]]:
    """Return what the measure gives each unit, the best first; equal ones by people, then id."""
    counts: dict[int, list[int]] = {}
    for each in table.units:
        if prize.league in ("", each.league):
            sums = counts.setdefault(each.unit, [0, 0, each.headcount])
            sums[0] += each.people
            sums[1] += each.score
    found = []
    for unit, (people, score, headcount) in counts.items():
        own = points.get((prize.rules.round, unit, prize.league), 0)
        value = _value(prize.rules.measure, people, score, headcount, own)
        if value is not None:
            found.append((value, people, unit))
    found.sort(key=lambda each: (-each[0], -each[1], each[2]))
    return [(value, unit) for value, _people, unit in found]


def _value(measure: str, people: int, score: int, headcount: int, points: int) -> Fraction | None:
    """Return what a unit is compared by; None where its headcount is needed and unknown."""
    if measure == CollectiveMeasure.ENTRANTS:
        return Fraction(people)
    if measure == CollectiveMeasure.MEAN:
        return Fraction(score, people * MARK)
    if not headcount:
        return None
    rate = Fraction(people, headcount)
    return rate if measure == CollectiveMeasure.RATE else 100 * rate + points
