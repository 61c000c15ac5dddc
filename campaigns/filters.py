"""Filters of the listing of stories in a campaign."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from goodnews.units.filters import UnitFilter

from .choices import SlotKind
from .forms import MONTH, PatternDateField
from .models import CampaignEntry, CampaignPage
from .slots import month_end


class MonthField(PatternDateField):
    """A month as the browser's month picker writes it."""

    def __init__(self, **kwargs):
        kwargs.pop("required", None)
        super().__init__(MONTH, widget=forms.TextInput(attrs={"type": "month"}), **kwargs)


class MonthFilter(django_filters.Filter):
    """Rows whose date is in a month."""

    field_class = MonthField

    def filter(self, qs, value):
        if not value:
            return qs
        last = month_end(value.year, value.month)
        return qs.filter(**{f"{self.field_name}__range": (value, last)})


class CampaignEntryFilterSet(WagtailFilterSet):
    """By campaign, month of publication, promise, unit, and whether a slot is filled."""

    campaign = django_filters.ModelChoiceFilter(
        queryset=CampaignPage.objects.order_by("-starts_on", "-pk"), label=_("campaign")
    )
    published_on = MonthFilter(label=_("month of publication"))
    kind = django_filters.ChoiceFilter(
        choices=SlotKind.choices, label=_("promise"), widget=forms.RadioSelect, empty_label=_("All")
    )
    unit = UnitFilter(label=_("unit"))
    slot_on = django_filters.ChoiceFilter(
        choices=[("filled", _("fills a day or week")), ("empty", _("fills none"))],
        label=_("calendar"),
        method="filter_slot",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = CampaignEntry
        fields = ["campaign", "published_on", "kind", "unit", "slot_on"]

    def filter_slot(self, queryset, name, value):
        """Keep the entries that fill a slot, or those that fill none."""
        return queryset.without_slot() if value == "empty" else queryset.with_slot()
