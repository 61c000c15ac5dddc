"""Reads of contests."""

from django.db import models
from django.db.models import Max, Min, Q

SCORED = Q(rounds__kind="scored")


class ContestQuerySet(models.QuerySet):
    """Contests with their dates."""

    def published(self):
        """Contests that everybody may see."""
        return self.filter(published_at__isnull=False)

    def with_dates(self):
        """Adds when the first round that counts opens, and when the last one closes."""
        return self.annotate(
            first_opening=Min("rounds__opens_at", filter=SCORED),
            last_closing=Max("rounds__closes_at", filter=SCORED),
        )
