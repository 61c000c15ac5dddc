"""Reads of the requests and of the runs of the retention."""

from datetime import datetime

from django.db import models
from django.db.models import Case, IntegerField, Value, When

from .choices import CLOSED_STATES, OPEN_STATES


class DataRequestQuerySet(models.QuerySet):
    """Requests by what is still to be done."""

    def open(self):
        """Requests that wait for an answer."""
        return self.filter(state__in=OPEN_STATES)

    def closed(self):
        """Requests that have their answer."""
        return self.filter(state__in=CLOSED_STATES)

    def overdue_at(self, moment: datetime):
        """Requests that should have had their answer before ``moment``."""
        return self.open().filter(due_at__lt=moment)

    def most_urgent_first(self):
        """Open ones by their due time, then those with an answer, the newest first."""
        is_closed = Case(
            When(state__in=OPEN_STATES, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
        return self.annotate(is_closed=is_closed).order_by(
            "is_closed",
            models.F("closed_at").desc(nulls_first=True),
            "due_at",
            "pk",
        )


class RetentionRunQuerySet(models.QuerySet):
    """Runs of the retention."""

    def finished(self):
        """Runs that went through every kind."""
        return self.filter(finished_at__isnull=False)
