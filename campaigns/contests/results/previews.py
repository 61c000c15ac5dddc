"""A look at a table before it is published: who would win, and what needs a decision first."""

from dataclasses import dataclass
from datetime import datetime

from campaigns.contests.choices import TieBreak
from campaigns.contests.models import Contest, Entrant, Round
from campaigns.contests.reading import published_rules
from campaigns.contests.rules import PrizeRules
from goodnews.units.models import Unit

from .prizes import awards_from_bytes
from .ranking import ALL_ROUNDS, Counts, TableRow
from .ranking_bytes import fingerprint
from .reasons import written_distance, written_score, written_time
from .versions import prepare_table

SHOWN = 20


@dataclass(frozen=True)
class PreviewRow:
    """One of the first places.

    Attributes:
        guess: how far the prediction was off.
    """

    place: int
    is_shared: bool
    name: str
    score: str
    time: str
    guess: str


@dataclass(frozen=True)
class Preview:
    """What would be published.

    Attributes:
        has_guess: whether predictions decide.
        levels: prizes that the rules give to none of several equal people.
        units_without_headcount: names of units that cannot win by rate.
        inputs_hash: fingerprint of what it was made of.
    """

    counts: Counts
    rows: tuple[PreviewRow, ...]
    has_guess: bool
    winners: tuple[tuple[PrizeRules, str], ...]
    levels: tuple[tuple[PrizeRules, int], ...]
    units_without_headcount: tuple[str, ...]
    inputs_hash: str


def preview_of(contest: Contest, round_: Round | None, now: datetime) -> Preview:
    """Return what :func:`make_ranking` would publish now.

    Raises:
        ResultError: it would be refused.
    """
    made = prepare_table(contest=contest, round_=round_, now=now)
    _version, rules = published_rules(contest)
    awards = awards_from_bytes(made.awards)
    number = round_.number if round_ else ALL_ROUNDS
    won = [each for each in awards.persons if each.round == number]
    first = [row for row in made.table.rows if row.place][:SHOWN]
    people = dict(
        Entrant.objects.filter(
            pk__in={row.entrant for row in first} | {each.entrant for each in won}
        ).values_list("pk", "full_name")
    )
    own_units = {each.unit for each in made.table.units} & set(awards.units_without_headcount)
    return Preview(
        counts=made.table.counts,
        rows=tuple(_shown(row, people[row.entrant]) for row in first),
        has_guess=TieBreak.DISTANCE in made.table.tie_breaks,
        winners=tuple((rules.prizes[each.prize], people[each.entrant]) for each in won),
        levels=tuple(
            (rules.prizes[each.prize], each.place) for each in awards.levels if each.round == number
        ),
        units_without_headcount=tuple(
            str(unit) for unit in Unit.objects.filter(pk__in=own_units).order_by("name", "pk")
        ),
        inputs_hash=fingerprint(made.inputs),
    )


def _shown(row: TableRow, name: str) -> PreviewRow:
    return PreviewRow(
        place=row.place,
        is_shared=row.is_shared,
        name=name,
        score=written_score(row.score),
        time=written_time(row.duration),
        guess=written_distance(row.distance),
    )
