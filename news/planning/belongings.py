"""What units own of the plan."""

from django.utils.translation import gettext_lazy as _

from goodnews.units.belongings import Belonging, register_belonging

from .models import PlanItem


def register() -> None:
    """Tell mergers and splits of the stories that units have promised."""
    register_belonging(
        Belonging(
            code="plan",
            label=_("days of the plan that the unit promised"),
            rows=lambda units: PlanItem.objects.filter(unit__in=units).exclude(page__live=True),
            order=40,
        )
    )
