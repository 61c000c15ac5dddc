"""How long stories wait for their answer (thời gian xử lý), by unit."""

from django.utils.translation import gettext as _

from news.metrics import DECIDED, DECISION_SECONDS, RETURNED

from .branches import read_branches, table_row
from .columns import DECISION_COLUMNS
from .rows import sum_of
from .tables import Asked, ReportTable, counted_note

METRICS = (DECIDED, RETURNED, DECISION_SECONDS)


def decisions_table(asked: Asked) -> ReportTable:
    """Return decisions, returns and the mean time from sending to decision, by unit."""
    rows = [row for row in read_branches(asked, METRICS).rows if not row.is_empty]
    return ReportTable(
        heading=_("Unit"),
        columns=list(DECISION_COLUMNS),
        rows=[table_row(row, DECISION_COLUMNS) for row in rows],
        totals=table_row(sum_of(rows, _("Total")), DECISION_COLUMNS),
        notes=[
            _(
                "A decision is a return or the last approval. The time with the author is not counted."
            ),
            counted_note(METRICS),
        ],
        empty="" if rows else _("Nothing was decided in this period."),
    )
