"""The rate table in Wagtail's menu "Reports"."""

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from goodnews.reports.models import RoyaltyRate

from .errors import RoyaltyError
from .forms import RateForm


class RateDayColumn(Column):
    """A day as a day; Wagtail's own column says how long ago it was."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "d/m/Y") if day else "–"


class RateFormMixin:
    """Shows at its field what another has just done."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except RoyaltyError as error:
            form.add_error(error.field, str(error.message))
            return self.form_invalid(form)


class RateCreateView(RateFormMixin, generic.CreateView):
    """Adds a line to the rate table."""


class RateEditView(RateFormMixin, generic.EditView):
    """Changes or ends a rate."""


class RateDeleteView(generic.DeleteView):
    """Refuses: a rate ends with a date, so that old sheets stay explained."""

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied


def _kind(rate: RoyaltyRate) -> str:
    return capfirst(rate.get_kind_display())


class RoyaltyRateViewSet(ModelViewSet):
    """Who earns how much for what, and since when."""

    model = RoyaltyRate
    name = "royalty_rates"
    url_prefix = "muc-nhuan-but"
    icon = "order"
    menu_label = _("Royalty rates")
    add_to_admin_menu = False
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = RateCreateView
    edit_view_class = RateEditView
    delete_view_class = RateDeleteView
    list_filter = ["kind", "origin"]
    ordering = ["-valid_from", "-pk"]
    list_display = [
        TitleColumn("kind", accessor=_kind, label=_("Kind"), url_name="royalty_rates:edit"),
        Column("get_origin_display", label=_("Origin"), sort_key="origin"),
        Column("points", label=_("Points"), sort_key="points"),
        RateDayColumn("valid_from", label=_("valid from"), sort_key="valid_from"),
        RateDayColumn("valid_to", label=_("valid to"), sort_key="valid_to"),
    ]

    def get_form_class(self, for_update=False):
        return RateForm
