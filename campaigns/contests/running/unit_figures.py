"""How many of a unit took part: for the unit's own secretary, never for a whole contest.

While a prediction runs, nobody who may play learns how many there are. So a unit that is all of
a contest sees nothing until the number is counted and frozen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from campaigns.contests.choices import PredictionTarget, RoundKind
from campaigns.contests.models import Attempt, Contest, Entrant, EntryLink, FrozenTruth, Round
from campaigns.contests.results.reading import day_of
from goodnews.units.models import Headcount, Unit

MOST_CONTESTS = 20


@dataclass(frozen=True)
class RoundFigures:
    """What a unit's people did in one round.

    Attributes:
        headcount: young people of the unit on the last day of the round, or so far; None where
            nobody has counted them.
    """

    title: str
    people: int
    attempts: int
    headcount: int | None

    @property
    def percent(self) -> float | None:
        """People of a hundred young people of the unit."""
        return 100 * self.people / self.headcount if self.headcount else None


@dataclass(frozen=True)
class ContestFigures:
    """What a unit's people did in one contest.

    Attributes:
        is_hidden: the unit is all of the contest, and a prediction runs.
        code: of the unit's entry link; "" for none.
    """

    contest: Contest
    is_hidden: bool
    entrants: int = 0
    rounds: tuple[RoundFigures, ...] = ()
    code: str = ""


def figures_of(unit: Unit, *, today: date) -> list[ContestFigures]:
    """Return the last contests with what ``unit`` and all below it did: eight queries."""
    contests = list(
        Contest.objects.published()
        .select_related("unit")
        .order_by("-published_at", "-pk")[:MOST_CONTESTS]
    )
    rounds = _scored_rounds(contests)
    frozen = set(
        FrozenTruth.objects.filter(round__contest__in=contests).values_list("round", flat=True)
    )
    own = {"unit__path__startswith": unit.path}
    people = _by(Entrant.objects.filter(contest__in=contests, **own), "contest")
    numbers = _numbers_of(contests, unit)
    heads = Headcount.objects.filter(unit=unit).order_by("-counted_on", "-pk")
    counted = list(heads.values_list("counted_on", "youth_count"))
    codes = dict(
        EntryLink.objects.filter(unit=unit, contest__in=contests).values_list("contest", "code")
    )
    elsewhere = Unit.objects.valid_on(today).exclude(path__startswith=unit.path)
    others = list(elsewhere.values_list("path", "kind"))
    found = []
    for contest in contests:
        own_rounds = rounds.get(contest.pk, [])
        code = codes.get(contest.pk, "")
        if is_all_of(contest, others) and predicts(own_rounds, frozen):
            found.append(ContestFigures(contest, is_hidden=True, code=code))
            continue
        lines = tuple(
            RoundFigures(
                each.title, *numbers.get(each.pk, (0, 0)), _headcount(each, counted, today)
            )
            for each in own_rounds
        )
        found.append(ContestFigures(contest, False, people.get(contest.pk, 0), lines, code))
    return found


def _scored_rounds(contests: list[Contest]) -> dict[int, list[Round]]:
    """Return the rounds that count, by the id of their contest."""
    rounds: dict[int, list[Round]] = {}
    for each in Round.objects.filter(contest__in=contests, kind=RoundKind.SCORED):
        rounds.setdefault(each.contest_id, []).append(each)
    return rounds


def _numbers_of(contests: list[Contest], unit: Unit) -> dict[int, tuple[int, int]]:
    """Return how many people of ``unit`` took part in each round, and with how many attempts."""
    tried = (
        Attempt.objects.filter(
            round__contest__in=contests, entrant__unit__path__startswith=unit.path
        )
        .order_by()
        .values_list("round")
        .annotate(people=Count("entrant", distinct=True), attempts=Count("pk"))
    )
    return {pk: (people, attempts) for pk, people, attempts in tried}


def is_all_of(contest: Contest, others: Iterable[tuple[str, str]]) -> bool:
    """Tell whether nobody of ``others`` may enter ``contest``. Pure.

    Args:
        others: place in the tree and kind of the units that are neither the own one nor below it.
    """
    within = contest.unit.path if contest.unit else ""
    kinds = contest.unit_kinds
    return not any(
        path.startswith(within) and (not kinds or kind in kinds) for path, kind in others
    )


def predicts(rounds: list[Round], frozen: set[int]) -> bool:
    """Tell whether a prediction asks for a number that is not counted yet. Pure."""
    return any(
        each.prediction != PredictionTarget.NONE and each.pk not in frozen for each in rounds
    )


def _by(rows, name: str) -> Mapping[int, int]:
    return dict(rows.order_by().values_list(name).annotate(number=Count("pk")))


def _headcount(round_: Round, counted: list[tuple[date, int]], today: date) -> int | None:
    """Return the last count of the day of the closing or before; the newest first in ``counted``."""
    day = min(day_of(round_.closes_at), today)
    return next((youth for counted_on, youth in counted if counted_on <= day), None)
