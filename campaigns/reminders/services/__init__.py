"""Writes of reminders."""

from .keeping import forget_letters
from .mutes import mute_reminders, unmute_reminders
from .sending import ReminderRun, plan_reminders, send_reminders

__all__ = [
    "ReminderRun",
    "forget_letters",
    "mute_reminders",
    "plan_reminders",
    "send_reminders",
    "unmute_reminders",
]
