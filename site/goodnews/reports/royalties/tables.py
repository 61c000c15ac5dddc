"""A sheet of royalties as tables: by author, and line by line."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodnews.reports.models import RoyaltyLine
from goodnews.reports.tables import Column, ReportTable, TableRow
from news.choices import Origin

from .choices import LineType
from .drafts import by_author

ITEMS, POINTS = gettext_lazy("Items of the month"), gettext_lazy("Points")
AUTHOR_COLUMNS = [
    Column("own", ITEMS, gettext_lazy("Own")),
    Column("share", ITEMS, gettext_lazy("Shares")),
    Column("repost", ITEMS, gettext_lazy("Re-posts")),
    Column("month", POINTS, gettext_lazy("Of this month")),
    Column("adjusted", POINTS, gettext_lazy("Adjustments")),
    Column("points", POINTS, gettext_lazy("Total")),
]
STORY = gettext_lazy("Story")
LINE_COLUMNS = [
    Column("author", STORY, gettext_lazy("Author"), is_text=True, room=2.2),
    Column("day", STORY, gettext_lazy("Published on"), room=1.6),
    Column("kind", STORY, gettext_lazy("Kind, origin"), is_text=True, room=2.2),
    Column("type", STORY, gettext_lazy("Line"), is_text=True, room=2.2),
    Column("rate", POINTS, gettext_lazy("Rate")),
    Column("coefficient", POINTS, gettext_lazy("Coefficient")),
    Column("points", POINTS, gettext_lazy("Points")),
]
NONE = Decimal("0.0")


def author_table(lines: Sequence[RoyaltyLine]) -> ReportTable:
    """Return what each author has earned."""
    rows = [
        TableRow(author_lines[0].author_name, _author_figures(author_lines))
        for _author, author_lines in by_author(lines)
    ]
    return ReportTable(
        heading=_("Author"),
        columns=AUTHOR_COLUMNS,
        rows=rows,
        totals=TableRow(_("Total"), _author_figures(lines)) if rows else None,
        notes=[
            _("Points of an item: rate × coefficient, rounded to a tenth, half upwards."),
            _("Re-posts earn nothing."),
        ],
        empty="" if rows else _("Nobody has published anything in this month."),
    )


def line_table(lines: Sequence[RoyaltyLine]) -> ReportTable:
    """Return every line of a sheet, author by author."""
    rows = [TableRow(line.title, _line_figures(line)) for line in lines]
    return ReportTable(heading=_("Story"), columns=LINE_COLUMNS, rows=rows)


def adjustments_note(lines: Sequence[RoyaltyLine]) -> list[str]:
    """Say what adjustments are, where there are any."""
    if all(line.line_type == LineType.OF_MONTH for line in lines):
        return []
    return [
        _("Adjustments correct sheets that were locked earlier; those sheets stay as they are.")
    ]


def _author_figures(lines: Sequence[RoyaltyLine]) -> list:
    of_month = [line for line in lines if line.line_type == LineType.OF_MONTH]
    earned = sum((line.points for line in of_month), NONE)
    total = sum((line.points for line in lines), NONE)
    counts = [
        sum(line.origin == origin for line in of_month)
        for origin in (Origin.OWN, Origin.SHARE, Origin.REPOST)
    ]
    return [*counts, earned, total - earned, total]


def _line_figures(line: RoyaltyLine) -> list:
    kind = f"{capfirst(line.get_kind_display())}, {line.get_origin_display()}"
    return [
        line.author_name,
        line.published_on,
        kind,
        capfirst(line.get_line_type_display()),
        line.rate,
        line.coefficient,
        line.points,
    ]
