"""Reads of the desk."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef

from goodnews.workflows.choices import WaitingState
from goodnews.workflows.models import WaitingItem


class DeskDraftQuerySet(models.QuerySet):
    """Drafts and submissions."""

    def owned_by(self, user):
        """Everything that ``user`` wrote; the one door to a draft, so another's is not found."""
        return self.filter(owner=user)

    def author_first(self):
        """What waits for its author first, then the rest; the last changed first in each."""
        returned = WaitingItem.objects.filter(page=OuterRef("page"), state=WaitingState.RETURNED)
        ordered = self.annotate(is_returned=Exists(returned))
        return ordered.order_by("-is_returned", "-saved_at", "-pk")

    def unsent(self):
        """Drafts that were never sent."""
        return self.filter(sent_at__isnull=True)

    def forgotten_at(self, moment: datetime, *, days: int):
        """Drafts never sent, without a page, that nobody saved for ``days`` days."""
        untouched = self.unsent().filter(saved_at__lt=moment - timedelta(days=days))
        return untouched.filter(page__isnull=True)

    def sent(self):
        """Submissions, whose record is a page."""
        return self.filter(sent_at__isnull=False)
