"""Quotas in Wagtail's admin."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .errors import QuotaError
from .forms import QuotaForm
from .models import Quota


class QuotaDayColumn(Column):
    """A day as a day; Wagtail's own column says how long ago it was."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "d/m/Y") if day else "–"


class NamesOverlapMixin:
    """Says at the field that somebody else has just asked the same."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except QuotaError as error:
            form.add_error("valid_from", error)
            return self.form_invalid(form)


class QuotaCreateView(NamesOverlapMixin, generic.CreateView):
    """Asks something of a unit or of a kind of units."""


class QuotaEditView(NamesOverlapMixin, generic.EditView):
    """Changes or ends a quota."""


class QuotaIndexView(generic.IndexView):
    """Every quota, the newest first."""

    def get_base_queryset(self):
        return Quota.objects.select_related("unit")


class QuotaViewSet(ModelViewSet):
    """Quotas end with a date; what was asked in the past stays readable."""

    model = Quota
    name = "quotas"
    url_prefix = "dinh-muc"
    icon = "check"
    menu_label = _("Quotas")
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    list_filter = ["unit_kind", "period"]
    ordering = ["-valid_from", "-pk"]
    index_view_class = QuotaIndexView
    add_view_class = QuotaCreateView
    edit_view_class = QuotaEditView
    list_display = [
        TitleColumn("target_label", label=_("who is asked"), url_name="quotas:edit"),
        Column("countable_label", label=_("what is asked for")),
        Column("number", label=_("number"), sort_key="number"),
        Column("get_period_display", label=_("how often"), sort_key="period"),
        QuotaDayColumn("valid_from", label=_("valid from"), sort_key="valid_from"),
        QuotaDayColumn("valid_to", label=_("valid to"), sort_key="valid_to"),
    ]

    def get_form_class(self, for_update=False):
        return QuotaForm
