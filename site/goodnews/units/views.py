"""Views of the unit tree in Wagtail's admin."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import log

from goodnews.core.spreadsheets.views import DownloadView, ImportView

from .exports import export_template, export_units
from .imports import import_units
from .models import Unit


class UnitColumn(TitleColumn):
    """The unit's name, set in by its depth in the tree."""

    cell_template_name = "units/admin/unit_cell.html"


class DayColumn(Column):
    """A day as a day; Wagtail's own column says how long ago it was."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "d/m/Y") if day else ""


def _youth_count(unit: Unit) -> str:
    """Return the present headcount, or a dash where nobody has counted."""
    count = unit.youth_count_then
    return "–" if count is None else intcomma(count)


class UnitIndexView(generic.IndexView):
    """All units in the order of the tree, past ones too."""

    page_title = gettext_lazy("Units")
    default_ordering = "path"

    @cached_property
    def columns(self):
        unit_column = self._get_title_column_class(UnitColumn)
        return [
            unit_column("name", label=_("Name"), get_url=self.get_edit_url),
            Column("get_kind_display", label=_("Kind"), width="14%"),
            Column("code", label=_("Code"), sort_key="code", width="12%"),
            Column("youth_count_then", accessor=_youth_count, label=_("Young people"), width="12%"),
            DayColumn("valid_from", label=_("Valid from"), width="12%"),
            DayColumn("valid_to", label=_("Valid to"), width="12%"),
        ]

    def get_base_queryset(self):
        return Unit.objects.with_headcount_on(timezone.localdate())

    def order_queryset(self, queryset):
        if self.ordering == "code":
            return queryset.order_by("code", "pk")
        if self.ordering == "-code":
            return queryset.order_by("-code", "-pk")
        return queryset.order_by("path")

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset

    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if self.user_has_permission("change"):
            url = reverse(self.merge_url_name)
            buttons.append(HeaderButton(_("Merge units"), url=url, icon_name="link"))
            url = reverse(self.split_url_name)
            buttons.append(HeaderButton(_("Split a unit"), url=url, icon_name="code"))
        return buttons

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add") and self.user_has_permission("change"):
            url = reverse(self.import_url_name)
            buttons.append(Button(_("Import from Excel"), url=url, icon_name="upload", priority=60))
        url = reverse(self.export_url_name)
        buttons.append(Button(_("Export to Excel"), url=url, icon_name="download", priority=70))
        return buttons

    # Set by the viewset.
    merge_url_name = None
    split_url_name = None
    import_url_name = None
    export_url_name = None


class UnitCreateView(generic.CreateView):
    """Adds a unit at a place in the tree."""

    page_title = gettext_lazy("New")
    success_message = gettext_lazy("“%(object)s” was added.")

    def save_instance(self):
        unit = self.form.save()
        log(instance=unit, action="wagtail.create", user=self.request.user)
        return unit


class UnitEditView(generic.EditView):
    """Changes a unit, moves it, and counts its young people."""

    success_message = gettext_lazy("“%(object)s” was saved.")

    def save_instance(self):
        unit = self.form.save()
        log(instance=unit, action="wagtail.edit", user=self.request.user)
        return unit

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["placements"] = self.object.placements.select_related("parent")
        context["merger"] = getattr(self.object, "merger", None)
        context["mergers_received"] = self.object.mergers_received.select_related("unit")
        context["splits"] = self.object.splits.select_related("into")
        context["splits_received"] = self.object.splits_received.select_related("unit")
        return context


class UnitsImportView(ImportView):
    """Reads units and headcounts in from a spreadsheet."""

    page_title = gettext_lazy("Import units from Excel")
    index_title = gettext_lazy("Units")
    purpose = "units"
    import_sheet = staticmethod(import_units)


class UnitsExportView(DownloadView):
    """All units with their headcounts of today."""

    any_permission_required = ["add", "change", "view"]
    filename = "don-vi-{day}.xlsx"

    def make_file(self):
        return export_units(day=timezone.localdate())


class UnitsTemplateView(DownloadView):
    """An empty table to fill in."""

    permission_required = "add"
    filename = "mau-don-vi.xlsx"

    def make_file(self):
        return export_template()
