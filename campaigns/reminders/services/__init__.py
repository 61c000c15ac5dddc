"""Writes of reminders."""

from .mutes import mute_reminders, unmute_reminders
from .sending import ReminderRun, plan_reminders, send_reminders

__all__ = [
    "ReminderRun",
    "mute_reminders",
    "plan_reminders",
    "send_reminders",
    "unmute_reminders",
]
