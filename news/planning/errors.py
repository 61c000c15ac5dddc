"""What can go wrong while a plan is made; the message is for the editor who reads it."""

from django.core.exceptions import ValidationError


class PlanError(ValidationError):
    """Parent of this room's errors."""


class SlotBusyError(PlanError):
    """The day or week is published or planned already."""


class SlotPastError(PlanError):
    """The day is over."""


class SlotOutsideError(PlanError):
    """The day lies outside the campaign."""


class NotReservedError(PlanError):
    """The story does not wait in the reserve, or not any more."""


class StoryUnfitError(PlanError):
    """This story cannot be planned for this slot, or at all."""
