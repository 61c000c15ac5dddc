"""Filters of the requests."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from .choices import Asked, RequestState
from .models import DataRequest

OPEN, OVERDUE = "open", "overdue"


class DataRequestFilterSet(WagtailFilterSet):
    """By state, by what is asked, and by time."""

    due = django_filters.ChoiceFilter(
        label=_("Due"),
        choices=[(OPEN, _("without an answer")), (OVERDUE, _("overdue"))],
        method="filter_due",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=RequestState.choices, widget=forms.CheckboxSelectMultiple
    )
    asked = django_filters.MultipleChoiceFilter(
        label=_("What is asked"), choices=Asked.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = DataRequest
        fields = ["state", "asked"]

    def filter_due(self, queryset, name, value):
        if value == OVERDUE:
            return queryset.overdue_at(timezone.now())
        return queryset.open()
