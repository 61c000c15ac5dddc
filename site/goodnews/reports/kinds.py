"""The reports there are, in the order of the menu."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .by_theme import theme_table
from .by_time import time_table
from .calendar import gaps_table
from .decisions import decisions_table
from .forms import ReportForm, TimeReportForm
from .most_read import most_read_table
from .results import unit_table
from .tables import Asked, ReportTable


@dataclass(frozen=True)
class ReportKind:
    """One report (báo cáo): where it stands and what makes its table.

    Attributes:
        name: of its address in the code.
        path: its address, and the beginning of the names of its files.
    """

    name: str
    path: str
    title: str | Promise
    icon: str
    table: Callable[[Asked], ReportTable]
    form_class: type[ReportForm] = ReportForm


KINDS = (
    ReportKind("by_unit", "don-vi", _("Results by unit"), "table", unit_table),
    ReportKind("by_theme", "chu-de", _("Results by theme"), "tag", theme_table),
    ReportKind("by_time", "thoi-gian", _("Results by time"), "date", time_table, TimeReportForm),
    ReportKind("gaps", "ngay-trong", _("Gaps and streaks"), "calendar-alt", gaps_table),
    ReportKind("decisions", "thoi-gian-xu-ly", _("Time to decision"), "time", decisions_table),
    ReportKind("most_read", "xem-nhieu", _("Most read stories"), "view", most_read_table),
)
