"""The reports of the upper room, in Wagtail's menu "Reports"."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from goodnews.core.days import local_day
from goodnews.core.documents.downloads import as_word_download
from goodnews.core.spreadsheets.writing import as_download

from .forms import ReportForm
from .kinds import KINDS, ReportKind
from .models import ReportSettings
from .permissions import readable_units, reading_policy, sees_every_unit
from .spreadsheets import spreadsheet
from .tables import LABEL, Asked, ReportTable
from .word import Letter, word_file

# What one report hands on to the next: the period and the unit.
SHARED = ("ky", "tu", "den", "don_vi")


class FiguresView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One report of a period and a unit, on screen and as a file."""

    permission_policy = reading_policy
    any_permission_required = ["view"]
    template_name = "reports/admin/report.html"
    kind: ReportKind | None = None
    # "xlsx" or "docx" for the addresses of the files; empty on screen.
    file_type = ""

    @property
    def page_title(self):
        return self.kind.title

    @property
    def header_icon(self):
        return self.kind.icon

    def get_breadcrumbs_items(self):
        """Return the way to here; Wagtail's default ends at its own start page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def today(self):
        """The day in Viet Nam, whatever zone the reader has set."""
        return local_day()

    @cached_property
    def form(self) -> ReportForm:
        """The period and the unit that were asked for; this month without them."""
        user = self.request.user
        asked = {name: value for name, value in self.request.GET.items() if value}
        if not sees_every_unit(user):
            asked.setdefault("don_vi", user.unit_id)
        return self.kind.form_class(
            asked,
            units=readable_units(user),
            sees_every_unit=sees_every_unit(user),
            today=self.today,
        )

    @property
    def has_units(self) -> bool:
        """False for somebody who may read one branch only and belongs to none."""
        return sees_every_unit(self.request.user) or self.request.user.unit_id is not None

    @cached_property
    def asked(self) -> Asked:
        """What a valid form asks for."""
        cleaned = self.form.cleaned_data
        return Asked(self.form.period.days, cleaned["don_vi"], self.today, cleaned.get("theo", ""))

    def get(self, request, *args, **kwargs):
        if not self.has_units or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        table = self.kind.table(self.asked)
        if self.file_type:
            return self.as_file(table)
        return self.render_to_response(self.get_context_data(**self.shown(table)))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=self.form,
            has_units=self.has_units,
            others=self.others(),
            address=reverse(f"reports:{self.kind.name}"),
            **kwargs,
        )

    def as_file(self, table: ReportTable) -> HttpResponse:
        """Return the report as the file that was asked for."""
        title, scope, period = str(self.page_title), self.asked.scope_name, self.form.period.title
        if self.file_type == "xlsx":
            content = spreadsheet([(_("Report"), table)], heads=(title, scope, period))
            return as_download(content, self.file_name())
        settings = ReportSettings.load()
        letter = Letter(
            title=_("Report") + "\n" + title,
            lines=[scope, period],
            tables=[("", table)],
            settings=settings,
            on=self.today,
            signatures=[(settings.signer_position, settings.signer_name)],
        )
        return as_word_download(word_file(letter), self.file_name())

    def file_name(self) -> str:
        """Return a name that says what it is of, in letters that every system keeps."""
        unit = slugify(self.asked.scope.slug) if self.asked.scope else "tat-ca"
        days = f"{self.asked.days.first:%Y%m%d}-{self.asked.days.last:%Y%m%d}"
        return f"{self.kind.path}-{unit}-{days}.{self.file_type}"

    def shown(self, table: ReportTable) -> dict:
        """Return what the page shows of ``table``."""
        order = self.form.cleaned_data["sap_xep"]
        return {
            "table": table,
            "scope": self.asked.scope_name,
            "period": self.form.period,
            "headings": [(column, self.next_order(column.key, order)) for column in table.columns],
            "order": order,
            "label_order": self.next_order(LABEL, order),
            "rows": table.sorted_by(order),
            "query": self.query(),
            "branch_query": self.query(without=("don_vi",)),
            "sort_query": self.query(without=("sap_xep",)),
            "xlsx_url": reverse(f"reports:{self.kind.name}_xlsx"),
            "docx_url": reverse(f"reports:{self.kind.name}_docx"),
        }

    def others(self) -> list[dict]:
        """Return every report with the same period and unit."""
        query = self.query(without=[name for name in self.form.fields if name not in SHARED])
        return [
            {
                "title": kind.title,
                "url": f"{reverse(f'reports:{kind.name}')}?{query}",
                "is_current": kind is self.kind,
            }
            for kind in KINDS
        ]

    def next_order(self, key: str, order: str) -> str:
        """Return what a click on a heading asks for: the most first, then the least."""
        first, second = (key, f"-{key}") if key == LABEL else (f"-{key}", key)
        return second if order == first else first

    def query(self, without=()) -> str:
        """Return the query string of this report, only with what the form knows."""
        query = self.request.GET.copy()
        for name in [name for name in query if name not in self.form.fields or name in without]:
            del query[name]
        return query.urlencode()
