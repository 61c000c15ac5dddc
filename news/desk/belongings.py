"""What units own of the desk."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goodnews.units.belongings import Belonging, register_belonging
from goodnews.workflows.belongings import approved

from .models import DeskDraft


def register() -> None:
    """Tell mergers and splits of what correspondents still write."""
    register_belonging(
        Belonging(
            code="desk-drafts",
            label=_("texts on the correspondents' desk"),
            rows=lambda units: DeskDraft.objects.filter(
                Q(page__isnull=True) | (Q(page__live=False) & ~Q(approved("page"))), unit__in=units
            ),
            # Before the stories: what is unfinished is told by them.
            order=25,
        )
    )
