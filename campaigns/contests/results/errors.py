"""What can go wrong on the way to results; the messages are for the organiser who acts."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.told_errors import ToldError


class ResultError(ToldError):
    """Parent of the errors of closing, ranking and disqualifying."""


class RoundRunningError(ResultError):
    """The round has not reached its closing moment."""

    message = _("This round is still open. Results are made after it has closed.")


class OpenAttemptsError(ResultError):
    """Attempts past their deadline wait to be submitted by themselves."""

    message = _(
        "Some attempts are not submitted by themselves yet. This takes a minute: try again then."
    )


class RoundNotClosedError(ResultError):
    """Nobody has closed the round, so that nothing is counted."""

    message = _("Close the round first: its numbers are counted then.")


class PracticeRoundError(ResultError):
    """Practice has no results."""

    message = _("A round for practice has no results.")


class NoSumError(ResultError):
    """The rules know no table of all rounds."""

    message = _("By the rules the rounds are not added up, so there is no table of all rounds.")


class ReasonMissingError(ResultError):
    """What corrects something published must say why."""

    message = _("Say why. The reason is published.")


class NothingChangedError(ResultError):
    """A further version would say the same."""

    message = _("Nothing has changed since the last version, so there is nothing to publish.")


class StandingError(ResultError):
    """The entrant is already where the act would put them."""

    message = _("This entrant already has that standing.")
