"""What every report is in the end: one table, the same on screen, as XLSX and as DOCX."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from goodnews.core.folding import fold
from goodnews.stats.days import Days
from goodnews.stats.models import MetricCount
from goodnews.units.models import Unit

# The key by which a table is sorted along its first column.
LABEL = "unit"
NO_FIGURE = "–"

Figure = int | float | Decimal | date | str | None


@dataclass(frozen=True)
class Asked:
    """What a report was asked for: its days, the unit at the top of it, and the present day."""

    days: Days
    scope: Unit | None
    today: date
    grain: str = ""

    @property
    def scope_name(self) -> str:
        """The unit in words."""
        return self.scope.name if self.scope else _("All units")


@dataclass(frozen=True)
class Column:
    """One column of figures: its name, the group above it, and how a row fills it.

    Attributes:
        room: how many times as wide as a figure it is on paper.
    """

    key: str
    group: str | Promise
    label: str | Promise
    figure: Callable = field(default=lambda row: None)
    is_text: bool = False
    room: float = 1.0


@dataclass(frozen=True)
class TableRow:
    """One line: its name, a figure for each column (None: there is none), where it leads.

    Attributes:
        order: what the first column is sorted by, where that is not its name.
        unit_id: the unit whose branch the line opens.
        url: an address that the line leads to instead.
    """

    label: str
    figures: list[Figure]
    order: str = ""
    unit_id: int | None = None
    url: str = ""

    @property
    def cells(self) -> list[str]:
        """The figures as they are read."""
        return [written(figure) for figure in self.figures]

    @property
    def sorted_by(self) -> str:
        """The name as it is sorted: "Đồng" stands with "Dong"."""
        return self.order or fold(self.label)


@dataclass(frozen=True)
class ReportTable:
    """A report (báo cáo): nothing else is shown or written of it.

    Attributes:
        heading: what the first column holds.
        notes: lines that belong to the figures.
        details: what unfolds on screen, and stands below the table on paper.
        empty: what is said where there is nothing to show; empty where there is.
    """

    heading: str
    columns: list[Column]
    rows: list[TableRow]
    totals: TableRow | None = None
    notes: list[str] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    empty: str = ""

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The names above the columns, each with its width."""
        found: list[list] = []
        for column in self.columns:
            if found and found[-1][0] is column.group:
                found[-1][1] += 1
            else:
                found.append([column.group, 1])
        return [(name, width) for name, width in found]

    def sorted_by(self, order: str) -> list[TableRow]:
        """Return the rows by a column ("-" in front: the most first); as they are without one."""
        key, is_descending = order.removeprefix("-"), order.startswith("-")
        if key == LABEL:
            return sorted(self.rows, key=lambda row: row.sorted_by, reverse=is_descending)
        places = [place for place, column in enumerate(self.columns) if column.key == key]
        if not places:
            return self.rows
        place = places[0]
        known = [row for row in self.rows if row.figures[place] is not None]
        unknown = [row for row in self.rows if row.figures[place] is None]

        def key_of(row: TableRow):
            figure = row.figures[place]
            return fold(figure) if isinstance(figure, str) else figure

        return [*sorted(known, key=key_of, reverse=is_descending), *unknown]


def written(figure: Figure) -> str:
    """Return a figure as Vietnamese write it: 1.204, 2,5, 21/11/2026."""
    if figure is None:
        return NO_FIGURE
    if isinstance(figure, str):
        return figure
    if isinstance(figure, date):
        return f"{figure:%d/%m/%Y}"
    if isinstance(figure, int) and -1000 < figure < 1000:
        # Thousands of these stand on one page, and asking for the language costs ten times more.
        return str(figure)
    return number_format(figure, use_l10n=True, force_grouping=True)


def counted_note(metrics: Iterable[str]) -> str:
    """Say how old the figures of ``metrics`` are."""
    rows = MetricCount.objects.filter(metric__in=metrics).values_list("counted_at", flat=True)
    moments = [moment for moment in rows if moment is not None]
    return moment_note(min(moments) if moments else None)


def moment_note(moment: datetime | None) -> str:
    """Say when something was counted."""
    if moment is None:
        return _("Nothing has been counted yet.")
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return _("Counted at %(moment)s.") % {"moment": f"{local:%H:%M, %d/%m/%Y}"}
