"""Published stories by theme (kết quả theo chủ đề)."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from goodnews.stats.ledger import values_of
from news.metrics import PUBLISHED, PUBLISHED_BY_THEME
from news.models import Theme

from .branches import table_row, unit_ids_of
from .columns import PUBLISHED_COLUMNS
from .rows import ResultRow, of_units
from .tables import Asked, ReportTable, counted_note

WITHOUT = 0


def theme_table(asked: Asked) -> ReportTable:
    """Return what was published on each theme, own work, re-posts and shares apart.

    A story of two themes stands in both lines, so the last line is no sum of
    the others: it counts each story once.
    """
    rows = {theme.pk: ResultRow(theme.name) for theme in Theme.objects.all()}
    without, gone = ResultRow(_("Without a theme")), ResultRow(_("Themes that are gone"))
    rows[WITHOUT] = without
    unit_ids = unit_ids_of(asked.scope)
    totals = ResultRow(_("All stories, each once"))
    for metric, dimension, total in _values(asked, unit_ids):
        if metric == PUBLISHED:
            totals.add(PUBLISHED, dimension, int(total))
        else:
            number, _slash, name = dimension.partition("/")
            rows.get(int(number), gone).add(PUBLISHED, name, int(total))
    shown = [*rows.values(), gone]
    shown = [row for row in shown if not row.is_empty or row not in (without, gone)]
    return ReportTable(
        heading=_("Theme"),
        columns=list(PUBLISHED_COLUMNS),
        rows=[table_row(row, PUBLISHED_COLUMNS) for row in shown],
        totals=table_row(totals, PUBLISHED_COLUMNS),
        notes=[
            _(
                "A story with several themes stands in the line of each; the last line counts it once."
            ),
            counted_note([PUBLISHED, PUBLISHED_BY_THEME]),
        ],
        empty=_("Nothing was published in this period.") if totals.is_empty else "",
    )


def _values(asked: Asked, unit_ids: list[int] | None):
    values = values_of(asked.days).filter(metric__in=[PUBLISHED, PUBLISHED_BY_THEME])
    rows = of_units(values, unit_ids).values_list("metric", "dimension")
    return rows.annotate(total=Sum("value"))
