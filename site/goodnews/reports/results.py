"""The report by unit (kết quả theo đơn vị): everything is read from the ledger."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns.quotas.progress import QuotaProgress, quota_progress
from goodnews.stats.metrics import Countable, all_countables, countable_of
from goodnews.units.models import Unit

from .branches import read_branches, table_row
from .calendar import Calendar, gap_details, gap_notes, read_calendar
from .columns import COLUMNS, PERIODS, QUOTA_LABELS, quota_columns
from .rows import METRICS, ResultRow, sum_of
from .tables import Asked, Column, ReportTable, counted_note


@dataclass(frozen=True)
class Top:
    """The unit above all rows, and by what it is asked for, how far all of them are."""

    unit: Unit
    progress: dict[str, QuotaProgress]


@dataclass(frozen=True)
class UnitReport:
    """One report: its rows do not overlap, so that they add up to the totals.

    Attributes:
        top: what is asked of the unit above all rows, which they all fill together.
    """

    rows: list[ResultRow]
    totals: ResultRow
    columns: list[Column]
    top: Top | None
    calendar: Calendar

    def figures_of(self, row: ResultRow) -> list:
        """Return the cells of ``row``, one for each column; None where there is no figure."""
        return [column.figure(row) for column in self.columns]


def unit_report(asked: Asked) -> UnitReport:
    """Read what ``asked.scope`` and everything below it have done; all units without one."""
    branches = read_branches(asked, METRICS)
    countables, top = _add_quotas(branches.rows, asked)
    total = _("Total")
    if top and countables:
        total = _("Total (quotas without that of %(unit)s)") % {"unit": top.unit.name}
    return UnitReport(
        branches.rows,
        sum_of(branches.rows, total),
        [*COLUMNS, *quota_columns(countables)],
        top,
        read_calendar(asked.days, branches.unit_ids, asked.today),
    )


def unit_table(asked: Asked) -> ReportTable:
    """Return the report by unit."""
    report = unit_report(asked)
    notes = gap_notes(report.calendar)
    if report.top:
        notes += [_top_line(report.top, code) for code in report.top.progress]
    empty = ""
    if not report.rows:
        empty = _("There is no unit here in this period.")
    elif report.totals.is_empty:
        empty = _("Nothing was sent or published in this period.")
    return ReportTable(
        heading=_("Unit"),
        columns=report.columns,
        rows=[table_row(row, report.columns) for row in report.rows],
        totals=table_row(report.totals, report.columns),
        notes=[*notes, counted_note(METRICS)],
        details=gap_details(report.calendar),
        empty=empty,
    )


def _add_quotas(rows: list[ResultRow], asked: Asked) -> tuple[list[Countable], Top | None]:
    """Write into each row what is asked of it; return what is asked for, and of the top.

    The row of the top itself holds its own work only, while its quota is
    filled by everybody below it: that stands above the table.
    """
    units = [row.unit for row in rows if row.unit is not None]
    progress = quota_progress(units=units, days=asked.days, today=asked.today)
    top = None
    for row in rows:
        found = progress.get(row.unit.pk, {}) if row.unit else {}
        if row.is_top and found:
            top = Top(row.unit, found)
            continue
        row.quotas = {
            code: {name: getattr(figures, name) for name in QUOTA_LABELS}
            for code, figures in found.items()
        }
    codes = {code for row in rows for code in row.quotas}
    return [countable for countable in all_countables() if countable.code in codes], top


def _top_line(top: Top, code: str) -> str:
    """Return what is asked of the unit above all rows, and what all of them have done."""
    progress = top.progress[code]
    names = {"unit": top.unit.name, "asked": countable_of(code).label}
    return _(
        "%(unit)s, %(asked)s: kept in %(kept)s of %(begun)s %(periods)s, %(streak)s in a row; "
        "%(wanted)s asked for, %(done)s done in all, %(missing)s missing, "
        "as what is too many in one period fills no other."
    ) % {**vars(progress), **names, "periods": PERIODS[progress.period]}
