"""What units own of the nominations."""

from django.utils.translation import gettext_lazy as _

from goodnews.units.belongings import Belonging, register_belonging

from .choices import RoundState
from .models import Nomination


def register() -> None:
    """Tell mergers and splits of the nominations whose round is not over."""
    register_belonging(
        Belonging(
            code="open-nominations",
            label=_("nominations whose round is not closed"),
            rows=lambda units: Nomination.objects.filter(unit__in=units).exclude(
                round__state=RoundState.CLOSED
            ),
            order=36,
        )
    )
