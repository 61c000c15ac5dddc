"""Filters of the log of letters."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput

from goodnews.stats.days import FIRST_DAY, LAST_DAY, Days
from goodnews.units.filters import UnitFilter

from .choices import LetterState, RuleKind
from .models import Letter


class LetterFilterSet(WagtailFilterSet):
    """By state, what it was about, person, unit and days."""

    state = django_filters.ChoiceFilter(
        choices=LetterState.choices,
        label=_("state"),
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        choices=RuleKind.choices,
        label=_("about"),
        method="filter_kind",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    recipient = django_filters.ModelChoiceFilter(
        queryset=get_user_model()
        .objects.filter(reminder_letters__isnull=False)
        .distinct()
        .order_by("last_name", "first_name", "pk"),
        label=_("recipient"),
    )
    unit = UnitFilter(label=_("unit of the recipient"), field_name="recipient__unit")
    first = django_filters.DateFilter(label=_("from"), method="filter_first", widget=AdminDateInput)
    last = django_filters.DateFilter(label=_("to"), method="filter_last", widget=AdminDateInput)

    class Meta:
        model = Letter
        fields = ["state", "kind", "recipient", "unit", "first", "last"]

    def filter_kind(self, queryset, name, value):
        """Keep the letters that name something of this kind."""
        return queryset.about(value)

    def filter_first(self, queryset, name, value):
        """Keep the letters from this day on."""
        day = min(max(value, FIRST_DAY), LAST_DAY)
        return queryset.filter(taken_at__gte=Days(day, day).begins_at)

    def filter_last(self, queryset, name, value):
        """Keep the letters up to the end of this day."""
        day = min(max(value, FIRST_DAY), LAST_DAY)
        return queryset.filter(taken_at__lt=Days(day, day).ends_at)
