"""Reads of the desk."""

from django.db import models


class DeskDraftQuerySet(models.QuerySet):
    """Drafts and submissions."""

    def owned_by(self, user):
        """Everything that ``user`` wrote; the one door to a draft, so another's is not found."""
        return self.filter(owner=user)

    def unsent(self):
        """Drafts that were never sent."""
        return self.filter(sent_at__isnull=True)

    def sent(self):
        """Submissions, whose record is a page."""
        return self.filter(sent_at__isnull=False)
