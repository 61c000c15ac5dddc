"""Results one after another in time: by day, month, quarter or year."""

from datetime import date

from django.db import models
from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodnews.stats.days import ONE_DAY, Days
from goodnews.stats.ledger import months_of
from goodnews.stats.models import MetricValue

from .branches import table_row, unit_ids_of
from .columns import COLUMNS
from .periods import ROMAN
from .rows import METRICS, ResultRow, of_units, sum_of
from .tables import Asked, ReportTable, counted_note

# Two months of days are still read line by line.
MOST_DAYS = 62
MOST_MONTHS = 36


class Grain(models.TextChoices):
    """How long one line of the report is (chia theo)."""

    DAY = "ngay", gettext_lazy("day")
    MONTH = "thang", gettext_lazy("month")
    QUARTER = "quy", gettext_lazy("quarter")
    YEAR = "nam", gettext_lazy("year")

    def start(self, day: date) -> date:
        """Return the first day of the line that holds ``day``."""
        month = {
            Grain.MONTH: day.month,
            Grain.QUARTER: 3 * ((day.month - 1) // 3) + 1,
            Grain.YEAR: 1,
        }
        return day if self == Grain.DAY else date(day.year, month[self], 1)

    def title_of(self, start: date) -> str:
        """Return how the line is called."""
        if self == Grain.DAY:
            return f"{start:%d/%m/%Y}"
        if self == Grain.QUARTER:
            return _("Quarter %(quarter)s of %(year)s") % {
                "quarter": ROMAN[(start.month - 1) // 3],
                "year": start.year,
            }
        return f"{start:%m/%Y}" if self == Grain.MONTH else str(start.year)


def usual_grain(days: Days) -> Grain:
    """Return the lines that suit a period: neither one nor hundreds."""
    if len(days) <= MOST_DAYS:
        return Grain.DAY
    return Grain.MONTH if len(days) <= MOST_MONTHS * 31 else Grain.YEAR


def time_table(asked: Asked) -> ReportTable:
    """Return what was done, one line for each day, month, quarter or year."""
    grain = Grain(asked.grain) if asked.grain else usual_grain(asked.days)
    rows = _empty_rows(asked.days, grain)
    for metric, day, dimension, total in _values(asked, grain):
        rows[grain.start(day)].add(metric, dimension, int(total))
    totals = sum_of(rows.values(), _("Total"))
    return ReportTable(
        heading=str(grain.label).capitalize(),
        columns=list(COLUMNS),
        rows=[table_row(row, COLUMNS) for row in rows.values()],
        totals=table_row(totals, COLUMNS),
        notes=[*_part_notes(asked.days, grain), counted_note(METRICS)],
        empty=_("Nothing was sent or published in this period.") if totals.is_empty else "",
    )


def _empty_rows(days: Days, grain: Grain) -> dict[date, ResultRow]:
    starts = dict.fromkeys(grain.start(days.first + ONE_DAY * n) for n in range(len(days)))
    return {start: ResultRow(grain.title_of(start), order=start.isoformat()) for start in starts}


def _values(asked: Asked, grain: Grain):
    """Return metric, day, dimension and sum; from the sums of months where they are enough."""
    if grain != Grain.DAY and asked.days.is_whole_months:
        values, day = months_of(asked.days), F("month")
    else:
        values, day = MetricValue.objects.of_days(asked.days).order_by(), F("day")
    values = of_units(values.filter(metric__in=METRICS), unit_ids_of(asked.scope))
    rows = values.annotate(on=day).values_list("metric", "on", "dimension")
    return rows.annotate(total=Sum("value"))


def _part_notes(days: Days, grain: Grain) -> list[str]:
    """Say where the first or the last line is cut off by the period."""
    after = days.last + ONE_DAY
    if grain.start(days.first) == days.first and grain.start(after) == after:
        return []
    return [_("The first and the last line hold only the days of this period.")]
