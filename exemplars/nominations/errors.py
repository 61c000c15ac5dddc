"""What can go wrong in a selection; the messages are for the person who acts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NominationError(ValidationError):
    """Parent of the errors of nominations and rounds."""

    default_message = _("This is not possible now.")

    def __init__(self, message=None):
        super().__init__(message or self.default_message)

    @property
    def sentence(self) -> str:
        """The message as it is shown."""
        return " ".join(self.messages)


class NominationsClosedError(NominationError):
    """The round takes no nominations at this moment."""

    default_message = _("This round takes no nominations now. What you wrote is kept.")


class MayNotNominateError(NominationError):
    """The account has no unit, or no role that nominates."""

    default_message = _("Correspondents and unit reviewers nominate, for their own unit.")


class NotEditableError(NominationError):
    """The office or the panel has the nomination."""

    default_message = _("The office has this nomination now. You can change it if it comes back.")


class NotWithdrawableError(NominationError):
    """The nomination is a draft, or has been decided on."""

    default_message = _("This nomination cannot be withdrawn any more.")


class TooManyPhotosError(NominationError):
    """More pictures than a nomination takes."""

    default_message = _("A nomination takes at most 5 pictures.")


class WrongStageError(NominationError):
    """The round, or the nomination, stands at another stage."""

    default_message = _("Somebody was quicker: this stands at another stage now. Look again.")


class ReasonNeededError(NominationError):
    """A decision has no reason."""

    default_message = _("Write the reasons: the nominator reads them and the minutes keep them.")


class OwnNominationError(NominationError):
    """Somebody decides on what they nominated themselves."""

    default_message = _("You nominated this yourself, so somebody else decides on it.")


class NotReadyError(NominationError):
    """A round lacks what the next stage needs."""


class TooEarlyError(NominationError):
    """A stage ends before its time."""


class ListFullError(NominationError):
    """More nominations than the list has places."""


class NotOnPanelError(NominationError):
    """Somebody who is not on the panel of this round scores."""

    default_message = _("You are not on the panel of this round.")


class ScoringClosedError(NominationError):
    """The panel does not score now."""

    default_message = _("The time for scoring is over, so nothing was changed.")


class ConflictOfInterestError(NominationError):
    """A member scores the own unit, or the own nomination."""

    default_message = _("This is from your own unit: you abstain, and say why.")


class ScoresSecretError(NominationError):
    """Somebody asks for what the panel gave before the scoring is closed."""

    default_message = _("What the panel gave is secret until the scoring is closed.")


class NotTiedError(NominationError):
    """A decision between nominations that are not level."""

    default_message = _("These are not exactly the nominations that are level. Look again.")


class ProfileExistsError(NominationError):
    """The profile was made before."""

    default_message = _("This nomination has its profile already.")


class NoDirectoryError(NominationError):
    """There is no directory of exemplars: a fault of set-up."""

    default_message = _("The site has no directory of exemplars yet. Tell the administrator.")
