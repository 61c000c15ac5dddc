"""Panels of the admin's start page."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .choices import RoundState
from .models import PanelMember
from .progress import sheets_left
from .scorers import scorers


class MyScoringPanel(Component):
    """What the reader is asked to score, as a member of a panel."""

    order = 40
    template_name = "nominations/admin/scoring_panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        rows = self._rows() if self.user.pk in scorers() else []
        return {**super().get_context_data(parent_context), "rows": rows}

    def _rows(self) -> list:
        seats = PanelMember.objects.filter(
            user=self.user,
            round__state=RoundState.SCORING,
            round__scoring_closes_at__gt=timezone.now(),
        ).select_related("round")
        return [(seat.round, sheets_left(seat)) for seat in seats]
