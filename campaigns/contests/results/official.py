"""What the organisers take of a published table: full names, for their own papers only."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

from campaigns.contests.choices import CollectiveMeasure
from campaigns.contests.models import (
    ChainHead,
    ContestAct,
    Entrant,
    FrozenTruth,
    Ranking,
)
from campaigns.contests.rules import ContestRules, PrizeRules, from_json
from goodnews.units.models import Unit

from .identity import identity_checks
from .measures import measured
from .prizes import Awards, PersonPrize, awards_from_bytes
from .ranking import ALL_ROUNDS, NO_GUESS, Status, Table, TableRow
from .ranking_bytes import from_bytes

STATUS_WORDS = {
    Status.RANKED: "",
    Status.BELOW_GATE: "Không đúng hết, không xếp hạng",
    Status.OUT: "Bị loại",
}
CHUNK = 2000


class OfficialTable:
    """One version of a table with everything that the organisers need on paper."""

    def __init__(self, ranking: Ranking):
        self.ranking = ranking
        self.rules: ContestRules = from_json(ranking.rules.content)

    @cached_property
    def table(self) -> Table:
        return from_bytes(self.ranking.content.encode())

    @cached_property
    def awards(self) -> Awards:
        return awards_from_bytes(self.ranking.awards.encode())

    @property
    def round_number(self) -> int:
        return self.ranking.round.number if self.ranking.round_id else ALL_ROUNDS

    @property
    def title(self) -> str:
        """What was ranked, as a paper says it."""
        return self.ranking.round.title if self.ranking.round_id else "Tổng hợp các vòng"

    @cached_property
    def truth(self) -> FrozenTruth | None:
        if not self.ranking.round_id:
            return None
        return FrozenTruth.objects.filter(round=self.ranking.round_id).first()

    @cached_property
    def head(self) -> ChainHead | None:
        """The last link of the chain at this moment."""
        return ChainHead.objects.filter(contest=self.ranking.contest_id).first()

    @cached_property
    def acts(self) -> list[ContestAct]:
        """What the organisers did, in its order."""
        acts = ContestAct.objects.filter(contest=self.ranking.contest_id)
        return list(acts.select_related("entrant", "round").order_by("pk"))

    @cached_property
    def league_titles(self) -> dict[str, str]:
        return {league.code: league.title for league in self.rules.leagues}

    @cached_property
    def unit_names(self) -> dict[int, str]:
        units = {each.unit for each in self.table.units} | {each.unit for each in self.awards.units}
        return {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=units)}

    @cached_property
    def winners(self) -> list[tuple[PrizeRules, PersonPrize, Entrant]]:
        """Each prize of this table with the person who has it."""
        won = [each for each in self.awards.persons if each.round == self.round_number]
        people = Entrant.objects.in_bulk([each.entrant for each in won])
        return [(self.rules.prizes[each.prize], each, people[each.entrant]) for each in won]

    @cached_property
    def identity_checks(self) -> dict[int, ContestAct]:
        """The last check of each winner whose identity was checked."""
        people = [entrant.pk for _prize, _won, entrant in self.winners]
        return identity_checks(self.ranking.contest_id, people)

    @cached_property
    def unit_winners(self) -> list[tuple[PrizeRules, str, str]]:
        """Each prize for units with the unit and what it was measured by."""
        return [
            (prize, self.unit_names.get(won.unit, ""), measured(prize.measure, won))
            for won in self.awards.units
            if won.round == self.round_number
            and (prize := self.rules.prizes[won.prize]).measure != CollectiveMeasure.NONE
        ]

    def rows(self) -> Iterator[tuple[TableRow, Entrant]]:
        """Yield every row of the table with its person, in lots."""
        for start in range(0, len(self.table.rows), CHUNK):
            lot = self.table.rows[start : start + CHUNK]
            people = Entrant.objects.in_bulk([row.entrant for row in lot])
            for row in lot:
                yield row, people[row.entrant]


def guess_of(row: TableRow) -> int | str:
    """Return how far a prediction was off; "" where there is none, or one of a sum is missing."""
    return row.distance if row.distance < NO_GUESS else ""


def moment_words(moment: datetime) -> str:
    """Return a moment as an office writes it."""
    return f"{moment:%H:%M:%S} ngày {moment:%d/%m/%Y}"
