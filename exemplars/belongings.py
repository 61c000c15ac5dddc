"""What units own of the exemplars."""

from django.utils.translation import gettext_lazy as _

from goodnews.units.belongings import Belonging, register_belonging
from goodnews.workflows.belongings import move_pages, unfinished

from .models import ExemplarPage


def register() -> None:
    """Tell mergers and splits of the profiles that are still worked on."""
    register_belonging(
        Belonging(
            code="open-profiles",
            label=_("profiles of exemplars that are neither published nor approved"),
            rows=lambda units: unfinished(ExemplarPage.objects.filter(unit__in=units)),
            move=move_pages,
            order=35,
        )
    )
