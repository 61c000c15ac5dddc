"""What can go wrong with royalties; the messages are for the person who reads them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class RoyaltyError(Exception):
    """Parent of the errors of royalties.

    Attributes:
        field: of the form, where the message belongs.
    """

    message = gettext_lazy("The royalties were not changed.")

    def __init__(self, message=None, *, field: str | None = None):
        self.message = message or type(self).message
        self.field = field
        super().__init__(self.message)


class LockedSheetError(RoyaltyError):
    """A sheet that is locked never changes."""

    message = gettext_lazy("This sheet is signed and locked. Corrections go to the next sheet.")


class MonthNotOverError(RoyaltyError):
    """A month is signed when it is over."""

    message = gettext_lazy("The month is not over yet.")


class WrongMonthError(RoyaltyError):
    """Sheets follow one another without a gap."""

    def __init__(self, wanted):
        super().__init__(
            _("The next sheet to sign is that of %(month)s.") % {"month": f"{wanted:%m/%Y}"}
        )


class MissingRateError(RoyaltyError):
    """There are items without a rate on their day."""

    message = gettext_lazy("There are stories without a rate on their day. Set the rates first.")


class SheetChangedError(RoyaltyError):
    """What would be signed is not what was read."""

    message = gettext_lazy("The sheet has changed since you opened it. Read it again, then sign.")


class RateError(RoyaltyError):
    """A rate overlaps another, or would change what is locked."""


class AppraisalError(RoyaltyError):
    """A coefficient out of range, or no reason."""
