"""What the public pages show of one version of a table: the same for everybody."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from campaigns.contests.choices import TieBreak
from campaigns.contests.models import Entrant, FrozenTruth, Ranking
from campaigns.contests.rules import ContestRules, PrizeRules, from_json
from campaigns.contests.sentences import ages

from .changes import Cause, Changes, changes_between
from .figures import UNKNOWN, AgeCount, ages_in, people_in_all, people_out
from .measures import measured, written_share
from .names import public_name
from .prizes import Awards, awards_from_bytes
from .ranking import ALL_ROUNDS, Table, TableRow
from .ranking_bytes import from_bytes
from .reading import day_of
from .reasons import explain, written_distance, written_mark, written_score, written_time
from .shown_units import ShownUnit, shown_unit, sums_of, unit_names

PER_PAGE = 100
MOST_MOVES = 100


@dataclass(frozen=True)
class ShownRow:
    """One line of the table.

    Attributes:
        guess: how far the prediction was off; "" where it does not decide.
        why: why it stands behind the line above; "" for the first.
    """

    row: TableRow
    name: str
    unit: str
    score: str
    time: str
    guess: str = ""
    why: str = ""


@dataclass(frozen=True)
class ShownWinner:
    """One prize with who won it: a person's name and unit, or a unit and what it was measured by."""

    prize: PrizeRules
    name: str
    detail: str
    league: str = ""
    place: int = 0


@dataclass(frozen=True)
class ShownAge:
    """The people of one group of ages, with its share of all."""

    name: str
    people: int
    share: str
    full_mark_people: int
    full_share: str


@dataclass(frozen=True)
class ShownMove:
    """Somebody who has another place than in the version before."""

    name: str
    unit: str
    before: str
    after: str
    why: str


class ShownTable:
    """One version of a table as it is read.

    Args:
        awards_of: the version whose prizes are shown: the contest's newest one on the newest
            page, since a later round may take a prize on to the next in rank.
        league: code of the league that is shown, "" for none.
    """

    def __init__(self, ranking: Ranking, *, awards_of: Ranking, league: str = "", page: int = 1):
        self.ranking = ranking
        self.contest = ranking.contest
        self.rules: ContestRules = from_json(ranking.rules.content)
        self.awards: Awards = awards_from_bytes(awards_of.awards.encode())
        # Prizes are named by their number in the rules that they were given by.
        self.prizes = from_json(awards_of.rules.content).prizes
        codes = [each.code for each in self.rules.leagues]
        self.league = league if league in codes else (codes[0] if codes else "")
        self.number = page
        self.day = day_of(ranking.made_at)

    @cached_property
    def round_number(self) -> int:
        return self.ranking.round.number if self.ranking.round_id else ALL_ROUNDS

    @cached_property
    def shown_count(self) -> int | None:
        return shown_count_of(self.rules, self.round_number)

    @cached_property
    def full_marks(self) -> int:
        return full_marks_of(self.rules, self.round_number, self.league)

    @cached_property
    def table(self) -> Table:
        return from_bytes(self.ranking.content.encode(), places=self.shown_count)

    @cached_property
    def pager(self):
        """One page of the ranked rows of the league."""
        rows = [row for row in self.table.rows if row.place and row.league == self.league]
        return Paginator(rows, PER_PAGE).get_page(self.number)

    @property
    def numbers(self):
        return self.pager.paginator.get_elided_page_range(
            self.pager.number, on_each_side=2, on_ends=1
        )

    @cached_property
    def rows(self) -> list[ShownRow]:
        listed = self.pager.paginator.object_list
        start = self.pager.start_index() - 1 if listed else 0
        own = listed[max(start - 1, 0) : start + len(self.pager.object_list)]
        whys = {below: self._why(above, below) for above, below in pairwise(own)}
        return [self._shown(row, whys.get(row, "")) for row in self.pager.object_list]

    def _why(self, above: TableRow, below: TableRow) -> str:
        names = (self._named(above), self._named(below))
        return explain(self.table, above, below, names=names, full_marks=self.full_marks)

    def _named(self, row: TableRow) -> str:
        name = self.people[row.entrant]
        return _("%(name)s (place %(place)s)") % {"name": name, "place": row.place}

    def _shown(self, row: TableRow, why: str) -> ShownRow:
        return ShownRow(
            row=row,
            name=self.people[row.entrant],
            unit=self.unit_names.get(row.unit, ""),
            score=written_score(row.score, self.full_marks),
            time=written_time(row.duration),
            guess=written_distance(row.distance) if self.has_guess else "",
            why=why,
        )

    @cached_property
    def has_guess(self) -> bool:
        return TieBreak.DISTANCE in self.table.tie_breaks

    @cached_property
    def people(self) -> dict[int, str]:
        """The public name of everybody on this page, by id."""
        listed = self.pager.paginator.object_list
        start = max(self.pager.start_index() - 2, 0)
        ids = {row.entrant for row in listed[start : start + PER_PAGE + 1]}
        ids |= {each.entrant for each in self.awards.persons if each.round == self.round_number}
        if self.before:
            ids |= {move.entrant for move in self.moves_listed}
            ids |= {entrant for _prize, entrant in (*self.changes.won, *self.changes.lost)}
        found = Entrant.objects.filter(pk__in=ids)
        columns = ("pk", "full_name", "birth_date", "shows_name")
        return {
            pk: public_name(name, birth_date=birth, shows_name=shows, on=self.day)
            for pk, name, birth, shows in found.values_list(*columns)
        }

    @cached_property
    def unit_names(self) -> dict[int, str]:
        return unit_names(self._unit_ids())

    def _unit_ids(self) -> set[int]:
        ids = {unit.unit for unit in self.table.units}
        if self.before:
            ids |= {(move.new or move.old).unit for move in self.moves_listed}
        return ids | {each.unit for each in self.awards.units}

    @cached_property
    def truth(self) -> FrozenTruth | None:
        """What the prediction asked for; for a round only."""
        if self.ranking.round_id is None:
            return None
        return FrozenTruth.objects.filter(round=self.ranking.round_id).first()

    @cached_property
    def winners(self) -> list[ShownWinner]:
        titles = {league.code: league.title for league in self.rules.leagues}
        found = []
        for won in self.awards.persons:
            if won.round == self.round_number:
                found.append(
                    ShownWinner(
                        prize=self.prizes[won.prize],
                        name=self.people[won.entrant],
                        detail=self.unit_names.get(won.unit, ""),
                        league=titles.get(won.league, ""),
                        place=won.place,
                    )
                )
        return found

    @cached_property
    def unit_winners(self) -> list[ShownWinner]:
        return [
            ShownWinner(
                prize=self.prizes[won.prize],
                name=self.unit_names.get(won.unit, ""),
                detail=measured(self.prizes[won.prize].measure, won),
            )
            for won in self.awards.units
            if won.round == self.round_number
        ]

    @cached_property
    def units(self) -> list[ShownUnit]:
        """The units of all leagues together, those with most people first."""
        people = self.table.counts.people
        return [
            shown_unit(each, self.unit_names, people=people) for each in sums_of(self.table.units)
        ]

    @cached_property
    def people_without_unit(self) -> int:
        """Who took part for no unit, so that the column of people has its sum."""
        return self.table.counts.people - sum(each.people for each in self.units)

    @property
    def share_without_unit(self) -> str:
        return written_share(self.people_without_unit, self.table.counts.people)

    @property
    def people_in_all(self) -> int:
        """Everybody who took part; the numbers of the table lack those who waited for marks."""
        return people_in_all(self.table.counts, self.ranking.figures)

    @property
    def people_out(self) -> int:
        return people_out(self.table.counts, self.ranking.figures)

    @property
    def full_share(self) -> str:
        """How many of the people had everything right; "" of nobody."""
        counts = self.table.counts
        return written_share(counts.full_mark_people, counts.people)

    @cached_property
    def ages(self) -> list[ShownAge]:
        """The people by age, as they were counted when the table was published."""
        return [
            ShownAge(
                name=_age_name(each),
                people=each.people,
                share=written_share(each.people, self.table.counts.people),
                full_mark_people=each.full_mark_people,
                full_share=written_share(each.full_mark_people, each.people),
            )
            for each in ages_in(self.ranking.figures)
        ]

    @cached_property
    def before(self) -> Ranking | None:
        """The version before this one."""
        if self.ranking.number == 1:
            return None
        versions = Ranking.objects.of(self.contest, self.ranking.round)
        return versions.filter(number=self.ranking.number - 1).first()

    @cached_property
    def changes(self) -> Changes:
        """What differs from the version before."""
        old, new = (
            from_bytes(each.content.encode(), places=self.shown_count)
            for each in (self.before, self.ranking)
        )
        awards = (awards_from_bytes(each.awards.encode()) for each in (self.before, self.ranking))
        return changes_between(old, new, *awards)

    @cached_property
    def moves_listed(self):
        """The moves that are shown: those among the published places, their own cause first."""
        moves = sorted(self.changes.moves, key=lambda move: move.cause == Cause.OTHERS)
        return moves[:MOST_MOVES]

    @cached_property
    def moves(self) -> list[ShownMove]:
        found = []
        for move in self.moves_listed:
            row = move.new or move.old
            found.append(
                ShownMove(
                    name=self.people[move.entrant],
                    unit=self.unit_names.get(row.unit, ""),
                    before=_position(move.old),
                    after=_position(move.new),
                    why=CAUSES[move.cause]() if move.new else _("no longer among the places"),
                )
            )
        return found

    @cached_property
    def prize_changes(self) -> list[str]:
        """Sentences on who has a prize in this version only, and who no longer has it."""
        # Numbers of prizes are those of one list of rules: another list is another set of prizes.
        if self.before.rules_id != self.ranking.rules_id:
            return []
        own = self.rules.prizes
        gone = [
            _("%(name)s no longer has the prize “%(prize)s”.")
            % {"name": self.people[entrant], "prize": own[prize].title}
            for prize, entrant in self.changes.lost
        ]
        come = [
            _("%(name)s now has the prize “%(prize)s”.")
            % {"name": self.people[entrant], "prize": own[prize].title}
            for prize, entrant in self.changes.won
        ]
        return gone + come


def shown_count_of(rules: ContestRules, number: int) -> int | None:
    """Return how many places the rules publish; a sum has the fewest of its rounds."""
    if number != ALL_ROUNDS:
        return rules.round(number).shown_count
    counts = [each.shown_count for each in rules.scored_rounds]
    return min((count for count in counts if count), default=None)


def full_marks_of(rules: ContestRules, number: int, league: str) -> int:
    """Return the most points that somebody in ``league`` can have in a round, or in the sum."""
    rounds = rules.scored_rounds if number == ALL_ROUNDS else [rules.round(number)]
    return sum(each.points_for(league) for each in rounds)


CAUSES = {
    Cause.NEW: lambda: _("new among the places"),
    Cause.GONE: lambda: _("no longer among the places"),
    Cause.STATUS: lambda: _("has another standing"),
    Cause.SCORE: lambda: _("has another score"),
    Cause.OWN: lambda: _("another attempt or another prediction counts"),
    Cause.OTHERS: lambda: _("others moved"),
}


def _position(row: TableRow | None) -> str:
    if row is None or not row.place:
        return "–"
    return _("%(place)s (%(mark)s)") % {"place": row.place, "mark": written_mark(row.score)}


def _age_name(group: AgeCount) -> str:
    if group.low == UNKNOWN:
        return _("age not known")
    return ages(group.low or None, group.high)
