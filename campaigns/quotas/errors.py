"""What can go wrong while a quota is set."""

from django.core.exceptions import ValidationError


class QuotaError(ValidationError):
    """Parent of the errors of quotas; the message is for the editor who reads it."""


class OverlappingQuotaError(QuotaError):
    """Another quota already asks the same of the same units in these days."""
