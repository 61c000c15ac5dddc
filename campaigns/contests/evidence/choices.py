"""What stands in the chain of evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    """What a link of the chain vouches for."""

    RULES = "rules", _("version of the rules")
    ATTEMPT = "attempt", _("attempt")
    TRUTH = "truth", _("frozen number")
    RANKING = "ranking", _("ranking")
    ACT = "act", _("act of the organisers")
    ERASED = "erased", _("attempt whose essay was taken away")


class ActKind(models.TextChoices):
    """What organisers did while running a contest."""

    CLOSED = "closed", _("closed a round")
    DISQUALIFIED = "disqualified", _("disqualified an entrant")
    REINSTATED = "reinstated", _("took an entrant back")
    MARKED = "marked", _("marked an essay")
    REVOKED = "revoked", _("revoked a certificate")
    EXTRA_TIME = "extra_time", _("gave extra time")
    REVIEWED = "reviewed", _("looked at a sign")
    IDENTIFIED = "identified", _("checked who a winner is")
    NEW_CODE = "new_code", _("issued a new return code")
    INCIDENT = "incident", _("noted an incident")
    WITHDRAWN = "withdrawn", _("took the contest off the site")
    UNNAMED = "unnamed", _("stopped naming an entrant")
    ERASED = "erased", _("erased an entrant's personal data")
    OTHER = "other", _("something else")


STANDING_ACTS = (ActKind.DISQUALIFIED, ActKind.REINSTATED)
