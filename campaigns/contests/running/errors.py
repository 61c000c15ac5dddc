"""Why something is not possible while a contest runs, with the sentence at its field."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.told_errors import ToldError


class RunningError(ToldError):
    """Parent of the errors of this room."""


class TooManyWaitingError(RunningError):
    """An entrant has so many questions without an answer as one may have."""

    message = _(
        "Three of your questions wait for an answer. Ask again when the first one is answered."
    )


class TooManyQuestionsError(RunningError):
    """An entrant has asked as often as one may within a day."""

    message = _("You have asked ten questions within a day. Ask again tomorrow.")


class LostCodeClosedError(RunningError):
    """Somebody else was quicker."""

    message = _("Somebody has dealt with this request meanwhile. No code was issued now.")


class AnsweredError(RunningError):
    """Somebody else was quicker."""

    message = _("Somebody has answered this question meanwhile. Your words were not sent.")


class TakenBackError(RunningError):
    """The message is no longer shown."""

    message = _("This message was taken back already.")


class EndsFirstError(RunningError):
    """An incident ends before it begins."""

    message = _("The end lies before the beginning.")


class LaterError(RunningError):
    """An incident that has not happened yet."""

    message = _("This moment has not come yet.")
