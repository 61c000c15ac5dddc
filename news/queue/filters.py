"""Filters of the queue."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Task

from goodnews.units.filters import UnitFilter
from goodnews.units.models import Unit
from goodnews.workflows.models import WaitingItem
from goodnews.workflows.querysets import OFFICE_ROLES
from news.choices import StoryKind
from news.models import Theme

MINE, FOR_ME, FREE = "mine", "for-me", "free"
OVERDUE = "overdue"


def stages(request):
    """Return the stages that there are."""
    return Task.objects.filter(active=True, workflow_tasks__isnull=False).distinct().order_by("pk")


def units_of(request):
    """Return the units whose pages the reader may see."""
    user = request.user
    if user.is_superuser or user.roles & OFFICE_ROLES:
        return Unit.objects.all()
    return Unit.objects.within(user.unit) if user.unit_id else Unit.objects.none()


def themes(request):
    """Return the themes by name."""
    return Theme.objects.order_by("name", "pk")


class QueueFilterSet(WagtailFilterSet):
    """By stage, unit, kind, theme, time and holder."""

    task = django_filters.ModelChoiceFilter(label=_("Stage"), queryset=stages)
    unit = UnitFilter(label=_("Unit and below"), queryset=units_of, method="filter_unit")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=StoryKind.choices, field_name="page__storypage__kind"
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"), queryset=themes, field_name="page__storypage__theme_links__tag"
    )
    due = django_filters.ChoiceFilter(
        label=_("Due"), choices=[(OVERDUE, _("overdue"))], method="filter_due"
    )
    holder = django_filters.ChoiceFilter(
        label=_("In whose hands"),
        choices=[(FOR_ME, _("waiting for me")), (MINE, _("claimed by me")), (FREE, _("nobody's"))],
        method="filter_holder",
    )

    class Meta:
        model = WaitingItem
        fields = ["task"]

    def filter_unit(self, queryset, name, unit):
        return queryset.filter(unit__path__startswith=unit.path)

    def filter_due(self, queryset, name, value):
        return queryset.overdue_at(timezone.now())

    def filter_holder(self, queryset, name, value):
        now, user = timezone.now(), self.request.user
        if value == MINE:
            return queryset.claimed_by(user, now=now)
        if value == FOR_ME:
            return queryset.waiting_for(user, now=now)
        return queryset.unclaimed(now=now)
