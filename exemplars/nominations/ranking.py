"""The order of the nominations by what the panel gave. Pure: no database, no clock.

Everything is counted in fractions, so that no rounding decides who is ahead.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import groupby


class Link(Enum):
    """The link of the chain that put a nomination behind the one before it."""

    MEAN = "mean"
    CRITERION = "criterion"
    TOP_MARKS = "top_marks"
    PANEL = "panel"


@dataclass(frozen=True)
class Rule:
    """One criterion: the most points that it gives, and how much they weigh."""

    most: Fraction
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class Entry:
    """What one nomination was given.

    Attributes:
        sheets: for each member who scored it the points, one for each rule;
            who abstained has none.
        place: where the panel put it among those that are level; 0 if it did not.
    """

    key: Hashable
    sheets: tuple[tuple[Fraction, ...], ...] = ()
    place: int = 0


@dataclass(frozen=True)
class Standing:
    """Where one nomination stands.

    Attributes:
        rank: 1 for the best; those that are level share one.
        mean: the mean of the members' totals; None if nobody scored it.
        spread: the highest total less the lowest.
        means: the mean of each criterion, in points.
        behind_by: what puts it behind the one before; None for the first and the level.
        criterion: which criterion, if it was one.
    """

    key: Hashable
    rank: int
    mean: Fraction | None
    spread: Fraction
    means: tuple[Fraction, ...]
    top_marks: int
    is_tied: bool
    behind_by: Link | None = None
    criterion: int | None = None


def total_of(points: Sequence[Fraction], rules: Sequence[Rule]) -> Fraction:
    """Return the total of one sheet: the points of each criterion times its weight."""
    pairs = zip(points, rules, strict=True)
    return sum((Fraction(each) * rule.weight for each, rule in pairs), Fraction(0))


def rank_entries(entries: Iterable[Entry], rules: Sequence[Rule]) -> list[Standing]:
    """Return the standings, best first.

    The weighted mean decides; then the mean of the first criterion, the second
    and so on; then who has more top marks. What is level then stays level until
    the panel has put it in order. What nobody scored comes last, level.

    Raises:
        ValueError: a sheet has not one number for each rule.
    """
    measured = [_measure(entry, rules) for entry in entries]
    # Stable, so that what is level keeps the order in which it came.
    measured.sort(key=lambda each: each.order)
    standings: list[Standing] = []
    before = None
    for _order, group in groupby(measured, key=lambda each: each.order):
        level = list(group)
        rank = len(standings) + 1
        link, criterion = _difference(before, level[0])
        for each in level:
            standings.append(each.standing(rank, len(level) > 1, link, criterion))
        before = level[-1]
    return standings


@dataclass(frozen=True)
class _Measured:
    entry: Entry
    totals: tuple[Fraction, ...]
    means: tuple[Fraction, ...]
    top_marks: int

    @property
    def mean(self) -> Fraction | None:
        return sum(self.totals, Fraction(0)) / len(self.totals) if self.totals else None

    @property
    def chain(self) -> tuple:
        """The links in their order, each the smaller the better."""
        if self.mean is None:
            return (1,)
        return (0, -self.mean, *(-mean for mean in self.means), -self.top_marks)

    @property
    def order(self) -> tuple:
        return (self.chain, self.entry.place)

    def standing(self, rank, is_tied, link, criterion) -> Standing:
        spread = max(self.totals) - min(self.totals) if self.totals else Fraction(0)
        return Standing(
            key=self.entry.key,
            rank=rank,
            mean=self.mean,
            spread=spread,
            means=self.means,
            top_marks=self.top_marks,
            is_tied=is_tied,
            behind_by=link,
            criterion=criterion,
        )


def _measure(entry: Entry, rules: Sequence[Rule]) -> _Measured:
    totals = tuple(total_of(sheet, rules) for sheet in entry.sheets)
    columns = list(zip(*entry.sheets, strict=True))
    means = tuple(sum(column, Fraction(0)) / len(column) for column in columns)
    top_marks = sum(
        each == rule.most for sheet in entry.sheets for each, rule in zip(sheet, rules, strict=True)
    )
    return _Measured(entry, totals, means, top_marks)


def _difference(above: _Measured | None, below: _Measured) -> tuple[Link | None, int | None]:
    """Return the first link in which two neighbours differ, and which criterion it is."""
    if above is None:
        return None, None
    if above.chain == below.chain:
        return Link.PANEL, None
    if above.mean != below.mean:
        return Link.MEAN, None
    for number, (one, other) in enumerate(zip(above.means, below.means, strict=True)):
        if one != other:
            return Link.CRITERION, number
    return Link.TOP_MARKS, None
