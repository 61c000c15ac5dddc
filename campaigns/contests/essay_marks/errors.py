"""Why a mark is not taken."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.results.errors import ResultError


class EssayDoneError(ResultError):
    """Others have marked the essay meanwhile."""

    message = _("Others have marked this essay meanwhile. Here is the next one.")


class MarkedBeforeError(ResultError):
    """The same person has marked the essay."""

    message = _("You have marked this essay: somebody else marks it next.")


class PointsError(ResultError):
    """More points than the essay is worth, or fewer than none."""

    message = _("Give no more points than the essay is worth.")


class RoundOpenError(ResultError):
    """Essays are read once all are there."""

    message = _("The round is still open. Essays are marked after it has closed.")
