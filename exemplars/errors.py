"""What can go wrong with good wishes, each with the sentence that people read."""

from django.utils.translation import gettext_lazy as _


class GreetingError(Exception):
    """Parent of the errors about good wishes."""

    message = _("Your good wishes could not be taken.")


class InvalidGreetingError(GreetingError):
    """The posted form is none that our own page sends."""

    message = _("We could not read your good wishes. Reload the profile and try again.")


class GreetingsClosedError(GreetingError):
    """No such profile is public, or it takes no good wishes."""

    message = _("This profile takes no good wishes now.")


class TooManyGreetingsError(GreetingError):
    """More than one network sends in an hour, or more than the office can read."""

    message = _("Many good wishes are waiting to be read. Please try again later.")
