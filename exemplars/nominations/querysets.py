"""Reads of rounds, nominations and what the panel gave."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from goodnews.accounts.roles import Role

from .choices import SCORES_OPEN_STATES, NominationState, RoundState


class SelectionRoundQuerySet(models.QuerySet):
    """Rounds by what can be done in them."""

    def open_at(self, moment: datetime):
        """Rounds that take nominations at ``moment``: start included, end not."""
        return self.filter(
            state=RoundState.NOMINATING, opens_at__lte=moment, closes_at__gt=moment
        ).order_by("closes_at", "pk")


class NominationQuerySet(models.QuerySet):
    """Nominations by who may see them."""

    def workable_by(self, user):
        """What ``user`` sees at the desk: the own, and as unit reviewer what the unit has sent."""
        own = Q(nominator=user)
        if user.unit_id is not None and Role.REVIEWER in user.roles:
            own |= Q(unit=user.unit_id) & ~Q(state=NominationState.DRAFT)
        return self.filter(own)

    def at_the_office(self):
        """What was sent: drafts are the nominator's own."""
        return self.filter(sent_at__isnull=False)

    def in_scoring(self):
        """What the panel was asked about, whatever became of it since."""
        return self.filter(is_in_scoring=True)

    def fruitless(self):
        """Those of closed rounds by which nobody was honoured."""
        return self.filter(round__state=RoundState.CLOSED).exclude(state=NominationState.HONOURED)

    def by_name(self):
        """In the order of names."""
        return self.order_by("folded_name", "pk")


class ScoreSheetQuerySet(models.QuerySet):
    """What the panel gave."""

    def visible_to(self, user):
        """Sheets that ``user`` may read: before the scoring is closed only the own.

        The office and the administrators are no exception, and no caller may
        read points, votes, remarks or totals by another door.
        """
        is_open = Q(nomination__round__state__in=SCORES_OPEN_STATES)
        return self.filter(is_open | Q(member__user=user))
