"""What entrants see of their own place: the row, and why it stands where it stands."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from campaigns.contests.choices import TieBreak
from campaigns.contests.models import Entrant, Ranking
from campaigns.contests.rules import ContestRules, from_json

from .names import public_name
from .own_rows import OwnRows, own_rows
from .ranking import ALL_ROUNDS, Status, Table, TableRow
from .ranking_bytes import from_bytes
from .reading import day_of
from .reasons import explain, written_distance, written_score, written_time
from .shown import full_marks_of, shown_count_of


@dataclass(frozen=True)
class Neighbour:
    """Somebody beside the own row.

    Attributes:
        name: as the public table has it; "" beyond the places that the rules publish.
        why: why the one stands before the other.
    """

    place: int
    name: str
    score: str
    time: str
    why: str


class OwnResult:
    """One person's place in one version of a table.

    Args:
        ranking: with its contest, round and rules.
    """

    def __init__(self, ranking: Ranking, entrant: Entrant):
        self.ranking, self.entrant = ranking, entrant
        self.rules: ContestRules = from_json(ranking.rules.content)
        self.round_number = ranking.round.number if ranking.round_id else ALL_ROUNDS

    @cached_property
    def found(self) -> OwnRows | None:
        return own_rows(self.ranking.content, self.entrant.pk)

    @property
    def row(self) -> TableRow | None:
        """The own row; None where no attempt counts."""
        return self.found.own if self.found else None

    @property
    def is_out(self) -> bool:
        return self.row is not None and self.row.status == Status.OUT

    @property
    def is_below_gate(self) -> bool:
        return self.row is not None and self.row.status == Status.BELOW_GATE

    @cached_property
    def head(self) -> Table:
        """The table without its rows."""
        return from_bytes(self.ranking.content.encode(), places=0)

    @cached_property
    def full_marks(self) -> int:
        return full_marks_of(self.rules, self.round_number, self.row.league)

    @property
    def score(self) -> str:
        return written_score(self.row.score, self.full_marks)

    @property
    def time(self) -> str:
        return written_time(self.row.duration)

    @property
    def guess(self) -> str:
        """How far the prediction was off; "" where it does not decide."""
        if TieBreak.DISTANCE not in self.head.tie_breaks:
            return ""
        return written_distance(self.row.distance)

    @property
    def league(self) -> str:
        titles = {each.code: each.title for each in self.rules.leagues}
        return titles.get(self.row.league, "")

    @cached_property
    def above(self) -> Neighbour | None:
        return self._beside(self.found.above, is_above=True) if self.found else None

    @cached_property
    def below(self) -> Neighbour | None:
        return self._beside(self.found.below, is_above=False) if self.found else None

    def _beside(self, row: TableRow | None, *, is_above: bool) -> Neighbour | None:
        if row is None:
            return None
        name = self._name(row)
        called = _("place %(place)s") % {"place": row.place}
        other = f"{name} ({called})" if name else called
        pair = (row, self.row) if is_above else (self.row, row)
        names = (other, _("you")) if is_above else (_("you"), other)
        why = explain(self.head, *pair, names=names, full_marks=self.full_marks)
        return Neighbour(
            place=row.place,
            name=name,
            score=written_score(row.score, self.full_marks),
            time=written_time(row.duration),
            why=why[:1].upper() + why[1:],
        )

    def _name(self, row: TableRow) -> str:
        """Return the public name where the public table has it; nothing where it does not."""
        shown = shown_count_of(self.rules, self.round_number)
        if shown is not None and row.place > shown:
            return ""
        person = self._people.get(row.entrant)
        return (
            public_name(
                person.full_name,
                birth_date=person.birth_date,
                shows_name=person.shows_name,
                on=day_of(self.ranking.made_at),
            )
            if person
            else ""
        )

    @cached_property
    def _people(self) -> dict[int, Entrant]:
        rows = [row for row in (self.found.above, self.found.below) if row]
        people = Entrant.objects.only("full_name", "birth_date", "shows_name")
        return people.in_bulk([row.entrant for row in rows])
