"""Units as the public pages show them: those of a table, and the first of them on the contest's page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Left

from campaigns.contests.models import Contest, Ranking
from goodnews.units.models import Unit

from .measures import written_hundredths, written_percent, written_share
from .prizes import percent_hundredths
from .ranking import ALL_ROUNDS, MARK, UnitCount
from .ranking_bytes import top_of

MOST_UNITS = 5
# In characters: more than the lines of a thousand units in five leagues.
TOP_LENGTH = 250_000


@dataclass(frozen=True)
class ShownUnit:
    """A unit with what its people did.

    Attributes:
        share: of all people who took part.
        rate: of its young people; "" where their number is not known.
    """

    name: str
    people: int
    full_mark_people: int
    headcount: int
    share: str
    rate: str
    mean: str


@dataclass(frozen=True)
class UnitBoard:
    """The units with most people in the newest table of a contest.

    Attributes:
        title: of the round; "" for all rounds together.
        number: of the round, as addresses of tables have it.
    """

    title: str
    number: int
    is_provisional: bool
    units: tuple[ShownUnit, ...]

    @property
    def most_people(self) -> int:
        """How many the first unit has: the whole length of a bar."""
        return self.units[0].people


def unit_board(contest: Contest) -> UnitBoard | None:
    """Return the first units of the sum, or of the last round that has a table: two queries.

    None where no table is published, or nobody took part for a unit. The rows of people are not
    read: the units stand above them.
    """
    tables = Ranking.objects.filter(contest=contest).light().select_related("round")
    newest = tables.order_by(F("round__number").desc(nulls_first=True), "-number")
    ranking = newest.annotate(top=Left("content", TOP_LENGTH)).first()
    if ranking is None:
        return None
    counts, units = top_of(ranking.top)
    sums = sums_of(units)[:MOST_UNITS]
    if not sums:
        return None
    names = unit_names(each.unit for each in sums)
    return UnitBoard(
        title=ranking.round.title if ranking.round else "",
        number=ranking.round.number if ranking.round else ALL_ROUNDS,
        is_provisional=ranking.is_provisional,
        units=tuple(shown_unit(each, names, people=counts.people) for each in sums),
    )


def unit_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of units by id: one query."""
    return {unit.pk: str(unit) for unit in Unit.objects.filter(pk__in=set(ids))}


def sums_of(units: Iterable[UnitCount]) -> list[UnitCount]:
    """Return each unit once, its leagues together; those with most people first. Pure."""
    sums: dict[int, UnitCount] = {}
    for each in units:
        known = sums.get(each.unit)
        sums[each.unit] = each if known is None else _together(known, each)
    return sorted(sums.values(), key=lambda each: (-each.people, each.unit))


def _together(one: UnitCount, other: UnitCount) -> UnitCount:
    return one._replace(
        people=one.people + other.people,
        full_mark_people=one.full_mark_people + other.full_mark_people,
        score=one.score + other.score,
    )


def shown_unit(each: UnitCount, names: Mapping[int, str], *, people: int) -> ShownUnit:
    """Return one unit with its figures as they are read. Pure.

    Args:
        people: how many took part in all.
    """
    headcount = each.headcount
    return ShownUnit(
        name=names.get(each.unit, ""),
        people=each.people,
        full_mark_people=each.full_mark_people,
        headcount=headcount,
        share=written_share(each.people, people),
        rate=written_percent(each.people, headcount) if headcount else "",
        mean=written_hundredths(percent_hundredths(each.score, each.people * MARK * 100)),
    )
