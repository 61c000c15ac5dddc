"""The hours that the editors set, as moments."""

from datetime import date, datetime

from django.utils import timezone

from news.planning.models import PlanSettings


def opening_of(day: date) -> datetime:
    """Return the moment of ``day`` at which planned stories go live."""
    hour = PlanSettings.load().publishes_at
    return datetime.combine(day, hour, timezone.get_default_timezone())
