"""What certificates of a contest say now: of the newest table of a round, or of the sum."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.contests.models import Contest, Ranking, Round
from campaigns.contests.prize_sentences import measure_words
from campaigns.contests.results.own_rows import own_rows
from campaigns.contests.results.prizes import Awards, PersonPrize, UnitPrize, awards_from_bytes
from campaigns.contests.results.ranking import ALL_ROUNDS, Status, TableRow
from campaigns.contests.results.ranking_bytes import from_bytes
from campaigns.contests.rules import ContestRules, from_json
from goodnews.units.models import Unit


@dataclass(frozen=True)
class Statement:
    """What one certificate says beside the name.

    Attributes:
        round: title of the round; "" for all rounds together.
        prize: its title; "" for a certificate of participation, which names no place.
        version: number of the version of the table.
        unit: the person's unit, or the unit that has won.
        place: 0 where none is named: a unit's prize says it.
        measure: by what a unit has won; "" for a person. The figure itself is left to the
            table: a later attempt moves it and leaves the prize where it is.
    """

    contest: str
    round: str
    version: int
    unit: str = ""
    league: str = ""
    prize: str = ""
    place: int = 0
    measure: str = ""

    @property
    def is_collective(self) -> bool:
        """Tell whether a unit has won it."""
        return bool(self.measure)

    @property
    def is_prize(self) -> bool:
        return bool(self.prize)

    def says_the_same(self, other: "Statement | None") -> bool:
        """Tell whether ``other`` gives the same, in whatever version."""
        return other is not None and self._certified == other._certified

    @property
    def _certified(self) -> tuple:
        return self.prize, self.place, self.league, self.measure

    @property
    def text(self) -> str:
        """Everything it says, as the same bytes for the same thing."""
        said = asdict(self)
        if not self.measure:
            # Codes of persons were made before units had certificates; they stay what they are.
            del said["measure"]
        return json.dumps(said, sort_keys=True, ensure_ascii=False)


class CertifiedTable:
    """The newest version of one table with what each person and unit in it may have certified.

    Args:
        ranking: the newest version of its table, with its contest, round and rules.
        awards_of: the newest version in the contest: a later round may pass a prize on.
    """

    def __init__(self, ranking: Ranking, *, awards_of: Ranking):
        self.ranking = ranking
        self.rules: ContestRules = from_json(ranking.rules.content)
        self.prizes = from_json(awards_of.rules.content).prizes
        awards: Awards = awards_from_bytes(awards_of.awards.encode())
        number = ranking.round.number if ranking.round_id else ALL_ROUNDS
        self.won: dict[int, PersonPrize] = {
            each.entrant: each for each in awards.persons if each.round == number
        }
        self.won_by_units: dict[int, UnitPrize] = {
            each.unit: each for each in awards.units if each.round == number
        }

    @property
    def round_title(self) -> str:
        return self.ranking.round.title if self.ranking.round_id else ""

    @cached_property
    def unit_names(self) -> dict[int, str]:
        units = from_bytes(self.ranking.content.encode(), places=0).units
        wanted = {each.unit for each in units}
        return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name"))

    @cached_property
    def league_titles(self) -> dict[str, str]:
        return {each.code: each.title for each in self.rules.leagues}

    def winners(self) -> list[tuple[int, Statement]]:
        """Return each winner's id with what the certificate says, in the order of the prizes."""
        return [(each.entrant, self._of_prize(each)) for each in self.won.values()]

    def winning_units(self) -> list[tuple[int, Statement]]:
        """Return the id of each unit that has won with what its certificate says, likewise."""
        return [(each.unit, self._of_unit_prize(each)) for each in self.won_by_units.values()]

    def participants(self) -> list[tuple[int, Statement]]:
        """Return everybody else who took part, in the order of the table; none where the rules
        certify prizes only."""
        return list(self._participants()) if self.rules.certifies_participation else []

    def _participants(self) -> Iterator[tuple[int, Statement]]:
        for row in from_bytes(self.ranking.content.encode()).rows:
            if row.status != Status.OUT and row.entrant not in self.won:
                yield row.entrant, self._of_row(row)

    def of(self, entrant: int) -> Statement | None:
        """Return what the certificate of one person says, or None."""
        if entrant in self.won:
            return self._of_prize(self.won[entrant])
        if not self.rules.certifies_participation:
            return None
        found = own_rows(self.ranking.content, entrant)
        if found is None or found.own.status == Status.OUT:
            return None
        return self._of_row(found.own)

    def of_unit(self, unit: int) -> Statement | None:
        """Return what the certificate of one unit says, or None."""
        won = self.won_by_units.get(unit)
        return self._of_unit_prize(won) if won else None

    def _of_unit_prize(self, won: UnitPrize) -> Statement:
        prize = self.prizes[won.prize]
        return self._statement(won.unit, won.league, prize=prize.title, measure=prize.measure)

    def _of_prize(self, won: PersonPrize) -> Statement:
        return self._statement(
            won.unit, won.league, prize=self.prizes[won.prize].title, place=won.place
        )

    def _of_row(self, row: TableRow) -> Statement:
        return self._statement(row.unit, row.league)

    def _statement(self, unit: int, league: str, **said) -> Statement:
        return Statement(
            contest=self.rules.title,
            round=self.round_title,
            version=self.ranking.number,
            unit=self.unit_names.get(unit, ""),
            league=self.league_titles.get(league, ""),
            **said,
        )


def certified_table(contest: Contest, round_: Round | None) -> CertifiedTable | None:
    """Return the newest table of ``round_``, or of the sum; None where none is published or the
    newest one is provisional. Three queries, one more for the units."""
    rankings = Ranking.objects.filter(contest=contest).select_related("rules")
    ranking = rankings.filter(round=round_).defer("inputs").order_by("-number").first()
    if ranking is None or ranking.is_provisional:
        return None
    ranking.contest, ranking.round = contest, round_
    awards_of = rankings.defer("inputs", "content").order_by("-pk").first()
    return CertifiedTable(ranking, awards_of=awards_of)


def round_words(statement: Statement) -> str:
    """Return what was ranked, as the page says it."""
    return statement.round or _("All rounds together")


def printed_round(statement: Statement) -> str:
    """Return what was ranked, as paper says it: Vietnamese always."""
    with override("vi"):
        return round_words(statement)


def basis_words(statement: Statement) -> str:
    """Return by what a unit has won, as the page says it; "" for a person."""
    if not statement.is_collective:
        return ""
    return _("Prize for units, by %(measure)s") % {"measure": measure_words(statement.measure)}


def printed_basis(statement: Statement) -> str:
    """Return by what a unit has won, as paper says it: Vietnamese always."""
    with override("vi"):
        return basis_words(statement)
