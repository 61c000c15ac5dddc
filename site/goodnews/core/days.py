"""Days where the readers are."""

from datetime import date, datetime

from django.utils import timezone


def local_day(moment: datetime | None = None) -> date:
    """Return the day in Viet Nam at ``moment``, or now, whatever zone somebody has set."""
    return timezone.localdate(moment, timezone.get_default_timezone())
