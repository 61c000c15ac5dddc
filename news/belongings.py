"""What units own of the stories."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodnews.units.belongings import Belonging, register_belonging
from goodnews.workflows.belongings import approved, move_pages, unfinished

from .models import StoryPage


def register() -> None:
    """Tell mergers and splits: open stories go along, the others stay for history."""
    register_belonging(
        Belonging(
            code="open-stories",
            label=_("stories that are neither published nor approved"),
            rows=lambda units: unfinished(StoryPage.objects.filter(unit__in=units)),
            move=move_pages,
            order=30,
        )
    )
    register_belonging(
        Belonging(
            code="stories",
            label=_("stories published or approved"),
            rows=lambda units: StoryPage.objects.filter(Q(live=True) | approved(), unit__in=units),
            moves=False,
            order=210,
        )
    )
