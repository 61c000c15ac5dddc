"""Muting and unmuting, by the person alone."""

from datetime import datetime

from campaigns.reminders.models import ReminderMute


def mute_reminders(*, user, now: datetime) -> None:
    """Send ``user`` no more reminders; done twice it is done once."""
    ReminderMute.objects.get_or_create(user=user, defaults={"muted_at": now})


def unmute_reminders(*, user) -> None:
    """Send ``user`` reminders again."""
    ReminderMute.objects.filter(user=user).delete()
