"""What the desk's form lets people choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class People(models.TextChoices):
    """Who can be recognised in the story or its photographs, by the youngest.

    Source: Law 91/2025/QH15, article 24: from 7 to under 16 the child and a
    guardian agree, under 7 the guardian.
    """

    NOBODY = "nobody", _("Nobody can be recognised")
    ADULTS = "16+", _("People of 16 or over")
    CHILDREN = "7-15", _("Also children from 7 to 15")
    SMALL_CHILDREN = "<7", _("Also children under 7")


WITH_CHILDREN = frozenset({People.CHILDREN, People.SMALL_CHILDREN})


class SubmissionState(models.TextChoices):
    """Where a submission stands (tình trạng), as its author sees it."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Changes needed")
    PLANNED = "planned", _("Approved, planned")
    RESERVED = "reserved", _("Approved, in the reserve")
    LIVE = "live", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TAKEN_DOWN = "taken_down", _("Taken down")


# Approved or on the way there: sending once more changes nothing.
UNDER_WAY_STATES = frozenset(
    {
        SubmissionState.IN_REVIEW,
        SubmissionState.PLANNED,
        SubmissionState.RESERVED,
        SubmissionState.LIVE,
    }
)
# The author may change the story in these states.
EDITABLE_STATES = frozenset(
    {SubmissionState.DRAFT, SubmissionState.RETURNED, SubmissionState.WITHDRAWN}
)
