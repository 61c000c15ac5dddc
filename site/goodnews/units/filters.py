"""Filters of the list of units."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from .choices import UnitKind
from .forms import TreeLabelMixin
from .models import Unit


class UnitFilterField(TreeLabelMixin, django_filters.fields.ModelChoiceField):
    """One unit of the tree, or any."""


class UnitFilter(django_filters.ModelChoiceFilter):
    """Rows of a unit, chosen from the tree: every unit, unless the filter says which."""

    field_class = UnitFilterField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("queryset", Unit.objects.all())
        super().__init__(*args, **kwargs)


class UnitFilterSet(WagtailFilterSet):
    """By kind, and by whether the unit exists today."""

    kind = django_filters.MultipleChoiceFilter(
        label=_("kind of unit"), choices=UnitKind.choices, widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.ChoiceFilter(
        label=_("state"),
        choices=[("valid", _("exists today")), ("ended", _("has ended"))],
        method="filter_state",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Unit
        fields = ["kind"]

    def filter_state(self, queryset, name, value):
        today = timezone.localdate()
        if value == "valid":
            return queryset.valid_on(today)
        return queryset.filter(valid_to__lt=today)
