"""What can go wrong with reminders."""


class ReminderError(Exception):
    """Parent of the errors of reminders."""


class ImmutableLogError(ReminderError):
    """What was sent to whom is not changed."""


class MuteLinkError(ReminderError):
    """The link in the letter was cut short or changed, or its person is gone."""
