"""What came of the scoring: read only once it is closed, by whoever asks."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .choices import SCORES_OPEN_STATES, Vote
from .errors import ScoresSecretError
from .models import Criterion, Nomination, PanelMember, ScoreSheet, SelectionRound
from .ranking import Entry, Link, Rule, Standing, rank_entries, total_of

NO_FIGURE = "–"


@dataclass(frozen=True)
class ResultRow:
    """One line of the table of results.

    Attributes:
        marks: what each member gave, in the order of the panel.
        reasons: why members abstained, with their names.
    """

    nomination: Nomination
    standing: Standing
    marks: list[str]
    reasons: list[str]
    ahead_by: str

    @property
    def mean(self) -> str:
        """The mean as it is read."""
        return written(self.standing.mean)

    @property
    def spread(self) -> str:
        """The spread as it is read."""
        return NO_FIGURE if self.standing.mean is None else written(self.standing.spread)


class Results:
    """The table of one round.

    Raises:
        ScoresSecretError: the scoring is not closed. The office and the
            administrators are no exception.
    """

    def __init__(self, round_: SelectionRound):
        state = SelectionRound.objects.values_list("state", flat=True).get(pk=round_.pk)
        if state not in SCORES_OPEN_STATES:
            raise ScoresSecretError
        self.round = round_

    @cached_property
    def criteria(self) -> list[Criterion]:
        """The criteria by which the panel gave points; none where it voted."""
        return [] if self.round.is_by_votes else list(self.round.criteria.all())

    @cached_property
    def members(self) -> list[PanelMember]:
        """The panel, in its order."""
        return list(self.round.members.select_related("user").order_by("sort_order", "pk"))

    @cached_property
    def rules(self) -> list[Rule]:
        """What the ranking needs to know of the criteria."""
        if self.round.is_by_votes:
            return [Rule(most=Fraction(1))]
        return [Rule(Fraction(each.max_points), Fraction(each.weight)) for each in self.criteria]

    @cached_property
    def most(self) -> str:
        """The most that one member can give."""
        return written(sum((rule.most * rule.weight for rule in self.rules), Fraction(0)))

    @cached_property
    def standings(self) -> list[Standing]:
        """The order, best first."""
        return rank_entries([self._entry(each) for each in self._nominations], self.rules)

    @cached_property
    def rows(self) -> list[ResultRow]:
        """The lines of the table, best first."""
        nominations = {each.pk: each for each in self._nominations}
        return [self._row(nominations[each.key], each) for each in self.standings]

    @cached_property
    def level_groups(self) -> list[list[Nomination]]:
        """Those that are level and wait for the panel's decision, group by group."""
        groups = defaultdict(list)
        for row in self.rows:
            if row.standing.is_tied and row.standing.mean is not None:
                groups[row.standing.rank].append(row.nomination)
        return list(groups.values())

    @cached_property
    def _nominations(self) -> list[Nomination]:
        found = self.round.nominations.in_scoring().select_related("unit", "tie_decision")
        return list(found.order_by("folded_name", "pk"))

    @cached_property
    def _sheets(self) -> dict[int, dict[int, ScoreSheet]]:
        sheets = ScoreSheet.objects.filter(nomination__in=self._nominations)
        found: dict[int, dict[int, ScoreSheet]] = defaultdict(dict)
        for sheet in sheets.prefetch_related("scores"):
            found[sheet.nomination_id][sheet.member_id] = sheet
        return found

    def _points(self, sheet: ScoreSheet) -> tuple[Fraction, ...]:
        if self.round.is_by_votes:
            return (Fraction(sheet.vote == Vote.FOR),)
        given = {score.criterion_id: Fraction(score.points) for score in sheet.scores.all()}
        return tuple(given[each.pk] for each in self.criteria)

    def _entry(self, nomination: Nomination) -> Entry:
        sheets = self._sheets[nomination.pk].values()
        counted = tuple(self._points(sheet) for sheet in sheets if not sheet.has_abstained)
        return Entry(key=nomination.pk, sheets=counted, place=nomination.tie_place)

    def _row(self, nomination: Nomination, standing: Standing) -> ResultRow:
        sheets = self._sheets[nomination.pk]
        return ResultRow(
            nomination=nomination,
            standing=standing,
            marks=[self._mark(sheets.get(member.pk)) for member in self.members],
            reasons=[
                f"{member.name}: {sheets[member.pk].abstention_reason}"
                for member in self.members
                if member.pk in sheets and sheets[member.pk].has_abstained
            ],
            ahead_by=self._difference(standing),
        )

    def _mark(self, sheet: ScoreSheet | None) -> str:
        if sheet is None:
            return NO_FIGURE
        if sheet.has_abstained:
            return _("abstained")
        if self.round.is_by_votes:
            return sheet.get_vote_display()
        return written(total_of(self._points(sheet), self.rules))

    def _difference(self, standing: Standing) -> str:
        """Say what put this line behind the one before it."""
        if standing.behind_by == Link.CRITERION:
            return _("criterion: %(name)s") % {"name": self._criterion_name(standing.criterion)}
        said = {
            Link.MEAN: _("mean"),
            Link.TOP_MARKS: _("number of top marks"),
            Link.PANEL: _("decision of the panel"),
        }
        return said.get(standing.behind_by, "")

    def _criterion_name(self, number: int) -> str:
        return self.criteria[number].name if self.criteria else _("votes")


def written(figure: Fraction | None) -> str:
    """Return a figure as Vietnamese write it, with at most two places: 27,5."""
    if figure is None:
        return NO_FIGURE
    rounded = (Decimal(figure.numerator) / Decimal(figure.denominator)).quantize(Decimal("0.01"))
    return number_format(rounded.normalize() + 0, use_l10n=True, force_grouping=False)
