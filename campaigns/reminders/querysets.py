"""Reads of rules, letters and reminders."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef

from .choices import LetterState


class ReminderRuleQuerySet(models.QuerySet):
    """Rules by what they watch for."""

    def active(self):
        """Rules that are switched on, in a fixed order."""
        return self.filter(is_active=True).order_by("pk")


class LetterQuerySet(models.QuerySet):
    """Letters by what became of them."""

    def on_their_way(self):
        """Letters that a run has taken on and not answered for yet."""
        return self.filter(state=LetterState.SENDING)

    def ended(self):
        """Letters that a run has answered for."""
        return self.exclude(state=LetterState.SENDING)

    def taken_before(self, moment: datetime):
        """Letters that a run took on before ``moment``."""
        return self.filter(taken_at__lt=moment)

    def tried_since(self, moment: datetime):
        """Letters from ``moment`` on that were sent or failed, the oldest first."""
        tried = self.filter(state__in=[LetterState.SENT, LetterState.FAILED], taken_at__gte=moment)
        return tried.order_by("taken_at", "pk")

    def about(self, kind: str):
        """Letters that name something of a kind of rule."""
        named = self.model._meta.get_field("reminders").related_model._default_manager
        return self.filter(Exists(named.filter(letter=OuterRef("pk"), rule__kind=kind)))

    def with_counts(self):
        """Each letter with ``reminder_count``: how many things it names."""
        return self.annotate(reminder_count=Count("reminders"))
