"""What units own of the contests."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.models import Entrant, RosterLine
from goodnews.units.belongings import Belonging, register_belonging


def register() -> None:
    """Tell mergers and splits of the entrants: results count the unit they entered for."""
    register_belonging(
        Belonging(
            code="contest-entrants",
            label=_("entrants of contests"),
            rows=lambda units: Entrant.objects.filter(unit__in=units),
            moves=False,
            order=60,
        )
    )
    # The fingerprint of a line holds the unit; at the door both are looked for.
    register_belonging(
        Belonging(
            code="contest-rosters",
            label=_("people on rosters of contests"),
            rows=lambda units: RosterLine.objects.filter(unit__in=units),
            moves=False,
            order=61,
        )
    )
