"""The table of a round, and of all rounds together, from the submitted attempts.

Pure: no database, no clock. Everything is a whole number (marks in ten-thousandths, moments
and times in microseconds), so that no rounding decides who is ahead, and the order in which
the attempts come in changes nothing.

Source: CONTESTS.md, "What varies": which attempt counts, gate, tie-break chain, leagues.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from campaigns.contests.choices import CountingRule, Gate, RoundKind, TieBreak
from campaigns.contests.rules import ContestRules, RoundRules

# One whole mark.
MARK = 10_000
# Behind every guess that anybody can make; a sum over rounds counts the missing ones by it.
NO_GUESS = 10**12
ALL_ROUNDS = 0


class RankedAttempt(NamedTuple):
    """One submitted attempt, as the ranking needs it.

    Attributes:
        round: number of the round.
        unit: id of the entrant's unit, 0 for none.
        league: code of the league, "" for none.
        score: in ten-thousandths of a mark.
        started, submitted: microseconds since 1970, UTC.
        is_out: the entrant is disqualified.
    """

    attempt: int
    entrant: int
    round: int
    unit: int
    league: str
    score: int
    is_full: bool
    prediction: int | None
    started: int
    submitted: int
    is_out: bool = False


class Status:
    """What a row of a table is; the letters stand in stored tables."""

    RANKED = "r"
    BELOW_GATE = "g"
    OUT = "x"
    ORDER = RANKED + BELOW_GATE + OUT


class TableRow(NamedTuple):
    """One person in a table.

    Attributes:
        place: 1 for the best of the league; 0 for who is not ranked.
        is_shared: somebody else is equal in every key and has the same place.
        status: one of the letters of :class:`Status`.
        attempt: which attempt counts; 0 in a sum.
        distance: between prediction and truth, ``NO_GUESS`` where there is none.
        full_mark_attempts: how many attempts had everything right.
    """

    place: int
    is_shared: bool
    status: str
    entrant: int
    attempt: int
    unit: int
    league: str
    score: int
    distance: int
    duration: int
    submitted: int
    started: int
    full_mark_attempts: int


class UnitCount(NamedTuple):
    """What the people of one unit did in one league; the disqualified are not among them.

    Attributes:
        league: code of the league, "" for none.
        score: sum of the scores that count.
        headcount: of the unit on the day of the round; 0 where unknown.
    """

    unit: int
    league: str
    people: int
    full_mark_people: int
    score: int
    headcount: int


class Counts(NamedTuple):
    """Numbers of a table; the disqualified are counted apart."""

    people: int
    attempts: int
    full_mark_people: int
    out_people: int


@dataclass(frozen=True)
class Table:
    """A ranking: its rows, best first, and its numbers.

    Attributes:
        round: number of the round, ``ALL_ROUNDS`` for the sum.
        tie_breaks: the keys in the order in which they decided.
    """

    round: int
    tie_breaks: tuple[str, ...]
    truth: int | None
    counts: Counts
    units: tuple[UnitCount, ...] = ()
    rows: tuple[TableRow, ...] = ()


_PLACES = {
    TieBreak.SCORE: (TableRow._fields.index("score"), -1),
    TieBreak.DISTANCE: (TableRow._fields.index("distance"), 1),
    TieBreak.DURATION: (TableRow._fields.index("duration"), 1),
    TieBreak.SUBMITTED: (TableRow._fields.index("submitted"), 1),
    TieBreak.STARTED: (TableRow._fields.index("started"), 1),
    TieBreak.FULL_MARK_ATTEMPTS: (TableRow._fields.index("full_mark_attempts"), -1),
}
_BETTER: dict[str, Callable[[RankedAttempt], tuple[int, ...]]] = {
    CountingRule.BEST: lambda each: (-each.score, each.submitted, each.attempt),
    CountingRule.LAST: lambda each: (-each.submitted, -each.attempt),
    CountingRule.ONLY: lambda each: (each.submitted, each.attempt),
}


def chain_of(tie_breaks: Iterable[str]) -> Callable[[TableRow], tuple[int, ...]]:
    """Return what makes a row into its keys, each the smaller the better."""
    parts = [_PLACES[TieBreak(each)] for each in tie_breaks]
    return lambda row: tuple([sign * row[place] for place, sign in parts])


def deciding_key(tie_breaks: Iterable[str], one: TableRow, other: TableRow) -> TieBreak | None:
    """Return the first key in which two rows differ; None where every key is equal."""
    for name in tie_breaks:
        place, _sign = _PLACES[TieBreak(name)]
        if one[place] != other[place]:
            return TieBreak(name)
    return None


def rank(
    rules: RoundRules,
    attempts: Iterable[RankedAttempt],
    truth: int | None,
    headcounts: Mapping[int, int] | None = None,
) -> Table:
    """Return the table of one round.

    A round for practice has no rows, whoever took part in it.

    Args:
        attempts: the submitted ones; those of other rounds are passed over.
        truth: the frozen number that the prediction asked for, if it asked.
        headcounts: of units on the day of the round.
    """
    counted = _Counted(rules)
    if rules.kind == RoundKind.SCORED:
        counted.take(each for each in attempts if each.round == rules.number)
    rows = [counted.row(entrant, rules, truth) for entrant in counted.best]
    return Table(
        round=rules.number,
        tie_breaks=tuple(rules.tie_breaks),
        truth=truth,
        counts=counted.counts(),
        units=_unit_counts(rows, headcounts or {}),
        rows=_placed(rows, rules.tie_breaks),
    )


def rank_sum(
    rules: ContestRules,
    attempts: Iterable[RankedAttempt],
    truths: Mapping[int, int | None],
    headcounts: Mapping[int, int] | None = None,
) -> Table:
    """Return the table of all scored rounds together; a missed round is 0, no exclusion.

    Scores, times and distances are added up; the moments are those of the last attempt that
    counts. The gate of a round keeps nobody out of the sum.
    """
    by_round = {
        each.number: _Counted(each) for each in rules.rounds if each.kind == RoundKind.SCORED
    }
    for number, group in groupby(sorted(attempts, key=itemgetter(2)), key=itemgetter(2)):
        if number in by_round:
            by_round[number].take(group)
    sums: dict[int, TableRow] = {}
    for number in sorted(by_round):
        counted = by_round[number]
        for entrant in counted.best:
            row = counted.row(entrant, counted.rules, truths.get(number))
            sums[entrant] = _added(sums.get(entrant), row)
    guessing = [each for each in by_round.values() if each.rules.prediction != "none"]
    rows = [_with_missing(row, guessing) for row in sums.values()]
    return Table(
        round=ALL_ROUNDS,
        tie_breaks=tuple(rules.cumulative_tie_breaks),
        truth=None,
        counts=_counts_of(by_round.values(), rows),
        units=_unit_counts(rows, headcounts or {}),
        rows=_placed(rows, rules.cumulative_tie_breaks),
    )


class _Counted:
    """The attempt of each person that counts in one round."""

    def __init__(self, rules: RoundRules):
        self.rules = rules
        self.best: dict[int, RankedAttempt] = {}
        self.full: Counter[int] = Counter()
        self.attempts = 0

    def take(self, attempts: Iterable[RankedAttempt]) -> None:
        better, best = _BETTER[self.rules.counting], self.best
        for each in attempts:
            known = best.get(each.entrant)
            if known is None or better(each) < better(known):
                best[each.entrant] = each
            if each.is_full:
                self.full[each.entrant] += 1
            self.attempts += not each.is_out

    def row(self, entrant: int, rules: RoundRules, truth: int | None) -> TableRow:
        each = self.best[entrant]
        status = Status.RANKED
        if each.is_out:
            status = Status.OUT
        elif rules.gate == Gate.FULL_MARKS and not each.is_full:
            status = Status.BELOW_GATE
        return TableRow(
            place=0,
            is_shared=False,
            status=status,
            entrant=entrant,
            attempt=each.attempt,
            unit=each.unit,
            league=each.league,
            score=each.score,
            distance=_distance(each.prediction, truth),
            duration=each.submitted - each.started,
            submitted=each.submitted,
            started=each.started,
            full_mark_attempts=self.full[entrant],
        )

    def counts(self) -> Counts:
        out = sum(each.is_out for each in self.best.values())
        full = sum(not self.best[entrant].is_out for entrant in self.full)
        return Counts(len(self.best) - out, self.attempts, full, out)


def _distance(prediction: int | None, truth: int | None) -> int:
    if prediction is None or truth is None:
        return NO_GUESS
    return abs(prediction - truth)


def _added(known: TableRow | None, row: TableRow) -> TableRow:
    """Return the sum of two rows of one person; only guesses are left to be completed."""
    guess = row.distance if row.distance < NO_GUESS else 0
    if known is None:
        status = Status.OUT if row.status == Status.OUT else Status.RANKED
        return row._replace(attempt=0, status=status, distance=guess)
    return known._replace(
        score=known.score + row.score,
        distance=known.distance + guess,
        duration=known.duration + row.duration,
        submitted=max(known.submitted, row.submitted),
        started=max(known.started, row.started),
        full_mark_attempts=known.full_mark_attempts + row.full_mark_attempts,
    )


def _with_missing(row: TableRow, guessing: Iterable[_Counted]) -> TableRow:
    """Put who left out a prediction behind those who made it: leaving it out is never nearer."""
    missing = 0
    for each in guessing:
        counted = each.best.get(row.entrant)
        missing += counted is None or counted.prediction is None
    return row._replace(distance=row.distance + missing * NO_GUESS)


def _counts_of(counted: Iterable[_Counted], rows: list[TableRow]) -> Counts:
    rounds = list(counted)
    out = sum(row.status == Status.OUT for row in rows)
    full = sum(row.full_mark_attempts > 0 and row.status != Status.OUT for row in rows)
    return Counts(len(rows) - out, sum(each.attempts for each in rounds), full, out)


def _placed(rows: list[TableRow], tie_breaks: Iterable[str]) -> tuple[TableRow, ...]:
    """Return the rows with their places, in the order of the table.

    The ranked come first, by place and league, so that the top of every league is at the top.
    """
    chain = chain_of(tie_breaks)
    keyed = [(row.league, chain(row), row) for row in rows if row.status == Status.RANKED]
    keyed.sort(key=lambda each: (each[0], each[1], each[2].entrant))
    placed = [row for row in rows if row.status != Status.RANKED]
    for _league, people in groupby(keyed, key=itemgetter(0)):
        before = 0
        for _keys, level in groupby(people, key=itemgetter(1)):
            group = [each[2] for each in level]
            placed += [row._replace(place=before + 1, is_shared=len(group) > 1) for row in group]
            before += len(group)
    placed.sort(key=_order)
    return tuple(placed)


def _order(row: TableRow) -> tuple[int, int, str, int]:
    return Status.ORDER.index(row.status), row.place, row.league, row.entrant


def _unit_counts(rows: list[TableRow], headcounts: Mapping[int, int]) -> tuple[UnitCount, ...]:
    found: dict[tuple[int, str], list[int]] = {}
    for row in rows:
        if row.unit and row.status != Status.OUT:
            sums = found.setdefault((row.unit, row.league), [0, 0, 0])
            sums[0] += 1
            sums[1] += row.full_mark_attempts > 0
            sums[2] += row.score
    return tuple(UnitCount(*key, *found[key], headcounts.get(key[0], 0)) for key in sorted(found))
