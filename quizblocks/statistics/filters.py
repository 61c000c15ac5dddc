"""What the reports on answers can be narrowed to."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput

from quizblocks.models import Question, Topic

from .words import CHOICES


class PeriodFilterSet(WagtailFilterSet):
    """The days; the view reads them, they narrow the counts and not the questions."""

    since = django_filters.DateFilter(
        label=_("From"), method="keep_all", widget=AdminDateInput, required=False
    )
    until = django_filters.DateFilter(
        label=_("Until"), method="keep_all", widget=AdminDateInput, required=False
    )

    def keep_all(self, queryset, name, value):
        return queryset

    def chosen(self, name: str):
        """Return what was chosen under ``name``; None where nothing or nothing valid was."""
        return self.form.cleaned_data.get(name) or None if self.form.is_valid() else None


class ItemFilterSet(PeriodFilterSet):
    """Topic, use, difficulty, flag and days of the analysis of questions."""

    flag = django_filters.ChoiceFilter(label=_("Hint"), method="keep_all", choices=CHOICES)

    class Meta:
        model = Question
        fields = ["topic", "use", "difficulty"]


class LearningFilterSet(PeriodFilterSet):
    """Articles or topics, and days, of what readers learn."""

    by = django_filters.ChoiceFilter(
        label=_("Add up"),
        method="keep_all",
        choices=[("topic", _("by topic"))],
        empty_label=_("by article"),
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("topic"), queryset=Topic.objects.all(), widget=forms.Select
    )

    class Meta:
        model = Question
        fields = ["topic"]
