"""Fixed choices of the nominations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sought(models.TextChoices):
    """Whether a round looks for people, for groups, or for both."""

    PERSON = "person", _("individuals")
    GROUP = "group", _("groups of people")
    BOTH = "both", _("individuals and groups")


class ScoringMethod(models.TextChoices):
    """How the panel says what it thinks (cách chấm)."""

    POINTS = "points", _("points for each criterion")
    VOTES = "votes", _("a vote for or against")


class RoundState(models.TextChoices):
    """Where a round of selection stands (tình trạng đợt bình chọn)."""

    DRAFT = "draft", _("being prepared")
    NOMINATING = "nominating", _("taking nominations")
    LONG_LIST = "long_list", _("making the long list")
    SCORING = "scoring", _("the panel scores")
    SHORT_LIST = "short_list", _("making the short list")
    CLOSED = "closed", _("selection closed")


# What the panel gave may be read by others in these states only; there is no way back.
SCORES_OPEN_STATES = frozenset({RoundState.SHORT_LIST, RoundState.CLOSED})
# A nomination that came back may be sent again in these.
TAKING_STATES = frozenset({RoundState.NOMINATING, RoundState.LONG_LIST})
# Criteria, weights, panel and method may still be changed in these.
SHAPEABLE_STATES = frozenset({RoundState.DRAFT, RoundState.NOMINATING, RoundState.LONG_LIST})


class NominationState(models.TextChoices):
    """Where a nomination stands (tình trạng đề cử), as its nominator sees it."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Under consideration")
    RETURNED = "returned", _("Changes needed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LONG_LISTED = "long_listed", _("On the long list")
    SHORT_LISTED = "short_listed", _("On the short list")
    HONOURED = "honoured", _("Honoured")
    NOT_CHOSEN = "not_chosen", _("Not chosen")


EDITABLE_STATES = frozenset(
    {NominationState.DRAFT, NominationState.RETURNED, NominationState.WITHDRAWN}
)
WITHDRAWABLE_STATES = frozenset({NominationState.SENT, NominationState.RETURNED})
# Those concerned may be asked whether they agree to a profile.
CONSENT_STATES = frozenset(
    {
        NominationState.SENT,
        NominationState.RETURNED,
        NominationState.LONG_LISTED,
        NominationState.SHORT_LISTED,
        NominationState.HONOURED,
    }
)
# Still to be decided on when the round ends.
UNDECIDED_STATES = frozenset({NominationState.LONG_LISTED, NominationState.SHORT_LISTED})


class Vote(models.TextChoices):
    """What a member says where the panel votes (phiếu)."""

    FOR = "for", _("in favour")
    AGAINST = "against", _("against it")
