"""The reports of the upper room, in Wagtail's menu "Reports"."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from goodnews.core.spreadsheets.writing import as_download

from .columns import groups
from .forms import ReportForm
from .permissions import readable_units, reading_policy, sees_every_unit
from .results import ResultRow, UnitReport, unit_report
from .spreadsheets import file_name, notes, spreadsheet


class UnitReportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What each unit has done in a period, on screen and as a spreadsheet."""

    permission_policy = reading_policy
    any_permission_required = ["view"]
    page_title = _("Results by unit")
    header_icon = "table"
    template_name = "reports/admin/by_unit.html"
    # Set for the address of the spreadsheet.
    is_spreadsheet = False

    def get_breadcrumbs_items(self):
        """Return the way to here; Wagtail's default ends at its own start page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def today(self):
        """The day in Viet Nam, whatever zone the reader has set."""
        return timezone.localdate(timezone=timezone.get_default_timezone())

    @cached_property
    def form(self) -> ReportForm:
        """The period and the unit that were asked for; this month without them."""
        user = self.request.user
        asked = {name: value for name, value in self.request.GET.items() if value}
        if not sees_every_unit(user):
            asked.setdefault("don_vi", user.unit_id)
        return ReportForm(
            asked,
            units=readable_units(user),
            sees_every_unit=sees_every_unit(user),
            today=self.today,
        )

    @property
    def has_units(self) -> bool:
        """False for somebody who may read one branch only and belongs to none."""
        return sees_every_unit(self.request.user) or self.request.user.unit_id is not None

    def get(self, request, *args, **kwargs):
        if not self.has_units or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        report = unit_report(
            days=self.form.period.days, scope=self.form.cleaned_data["don_vi"], today=self.today
        )
        if self.is_spreadsheet:
            return self.as_spreadsheet(report)
        return self.render_to_response(self.get_context_data(**self.shown(report)))

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=self.form, has_units=self.has_units, **kwargs)

    def as_spreadsheet(self, report: UnitReport) -> HttpResponse:
        content = spreadsheet(report, title=str(self.page_title), period=self.form.period.title)
        return as_download(content, file_name(report))

    def shown(self, report: UnitReport) -> dict:
        """Return what the page shows of ``report``."""
        order = self.form.cleaned_data["sap_xep"]
        return {
            "report": report,
            "period": self.form.period,
            "groups": groups(report.columns),
            "headings": [(column, self.next_order(column.key, order)) for column in report.columns],
            "order": order,
            "unit_order": self.next_order("unit", order),
            "rows": [(row, report.figures_of(row)) for row in sorted_rows(report, order)],
            "total_figures": report.figures_of(report.totals),
            "notes": notes(report),
            "query": self.query(),
            "branch_query": self.query(without=("don_vi",)),
            "sort_query": self.query(without=("sap_xep",)),
        }

    def next_order(self, key: str, order: str) -> str:
        """Return what a click on a heading asks for: the most first, then the least."""
        first, second = (key, f"-{key}") if key == "unit" else (f"-{key}", key)
        return second if order == first else first

    def query(self, without: tuple[str, ...] = ()) -> str:
        """Return the query string of this report, only with what the form knows."""
        query = self.request.GET.copy()
        for name in [name for name in query if name not in self.form.fields or name in without]:
            del query[name]
        return query.urlencode()


def sorted_rows(report: UnitReport, order: str) -> list[ResultRow]:
    """Return the rows by a column; in the order of the tree without one."""
    key = order.removeprefix("-")
    is_descending = order.startswith("-")
    if key == "unit":
        return sorted(report.rows, key=lambda row: row.folded_name, reverse=is_descending)
    figure = next((column.figure for column in report.columns if column.key == key), None)
    if figure is None:
        return report.rows
    known = [row for row in report.rows if figure(row) is not None]
    unknown = [row for row in report.rows if figure(row) is None]
    return [*sorted(known, key=figure, reverse=is_descending), *unknown]
