"""Days and moments where the readers are."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def local_day(moment: datetime | None = None) -> date:
    """Return the day in Viet Nam at ``moment``, or now, whatever zone somebody has set."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def short_closing(moment: datetime) -> str:
    """Return a closing in digits; midnight ends the day before: "24:00 30/04/2026"."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    if local.time() == time.min:
        return f"24:00 {local - timedelta(days=1):%d/%m/%Y}"
    return f"{local:%H:%M %d/%m/%Y}"
