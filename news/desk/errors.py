"""What can go wrong at the desk; the messages are for the author."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DeskError(ValidationError):
    """Parent of the desk's errors."""

    default_message = _("This is not possible now.")

    def __init__(self, message=None):
        super().__init__(message or self.default_message)


class HeldByReviewerError(DeskError):
    """A reviewer has the story; the author waits."""

    default_message = _("A reviewer has this story now. You can change it when it comes back.")


class TooManyPhotosError(DeskError):
    """More photographs than a story takes."""

    default_message = _("A story takes at most 10 photographs.")


class TooManyPeopleError(DeskError):
    """More people than a story takes."""

    default_message = _("A story names at most 20 people. Describe the others as a group.")


class DeskClosedError(DeskError):
    """There is no list of stories to send to: a fault of set-up."""

    default_message = _("The site cannot take stories yet. Tell the office; your draft is kept.")


class NothingToWithdrawError(DeskError):
    """The story is public or was never sent."""

    default_message = _("This story cannot be withdrawn any more.")


class ChangedElsewhereError(DeskError):
    """Another phone saved the draft since this one read it."""

    default_message = _(
        "This story was changed on another device meanwhile. What you wrote here is kept here."
    )
