"""What can keep the demo from starting; the message is for whoever typed the command."""


class DemoError(Exception):
    """Parent of this room's errors."""


class NotADemoError(DemoError):
    """The database or the settings are somebody's real site."""


class NotOursError(DemoError):
    """Something outside the demo's own folder would be deleted."""
