"""What units own of the exemplars."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodnews.units.belongings import Belonging, register_belonging
from goodnews.workflows.belongings import approved, move_pages, unfinished

from .models import ExemplarPage


def register() -> None:
    """Tell mergers and splits: open profiles go along, the others stay for history."""
    register_belonging(
        Belonging(
            code="open-profiles",
            label=_("profiles of exemplars that are neither published nor approved"),
            rows=lambda units: unfinished(ExemplarPage.objects.filter(unit__in=units)),
            move=move_pages,
            order=35,
        )
    )
    register_belonging(
        Belonging(
            code="profiles",
            label=_("profiles of exemplars published or approved"),
            rows=lambda units: ExemplarPage.objects.filter(
                Q(live=True) | approved(), unit__in=units
            ),
            moves=False,
            order=220,
        )
    )
