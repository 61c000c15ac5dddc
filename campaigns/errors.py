"""What can go wrong while a story finds its place in the calendar."""

from django.core.exceptions import ValidationError


class CampaignError(ValidationError):
    """Parent of this room's errors; the message is for the editor who reads it."""


class SlotTakenError(CampaignError):
    """Another story already fills that day or week."""


class SlotOutsideCampaignError(CampaignError):
    """The day or week lies outside the campaign."""


class SlotInFutureError(CampaignError):
    """The day or week has not begun; a promise cannot be kept in advance."""
