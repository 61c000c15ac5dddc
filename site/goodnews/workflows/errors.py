"""What can go wrong between a draft and the public page."""

from django.core.exceptions import ValidationError


class WorkflowError(ValidationError):
    """Parent of this room's errors; the message is for the person who reads it."""


class PublicationRefusedError(WorkflowError):
    """The gate refused: not approved, or consent, source or credit is missing."""
