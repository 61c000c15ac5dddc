"""What the desk's form lets people choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goodnews.consents.choices import Channel


class People(models.TextChoices):
    """Whether anybody is named or can be recognised in the story or its photographs."""

    NOBODY = "nobody", _("Nobody can be recognised")
    SOMEBODY = "somebody", _("Somebody is named or can be recognised")


# How an agreement reached the correspondent; whoever ticks here has not agreed for others.
HEARD_BY = (Channel.SPOKEN, Channel.PAPER, Channel.MESSAGE, Channel.EMAIL)


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
    UNUSED = "unused", _("Not used")


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
