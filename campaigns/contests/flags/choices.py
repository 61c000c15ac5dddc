"""What is a sign, and what may be said of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FlagKind(models.TextChoices):
    """A sign (dấu hiệu): soft, it proves nothing by itself."""

    TOO_FAST = "too_fast", _("too fast")
    TWIN = "twin", _("the same answers, the wrong ones too")
    DEVICE = "device", _("one device, several names")
    PHONE = "phone", _("one phone number, several names")
    ORDER = "order", _("impossible order of moments")
    NAMESAKE = "namesake", _("name of somebody who runs the contest")


class Verdict(models.TextChoices):
    """What somebody who has looked at a sign says."""

    NO_FAULT = "no_fault", _("no fault")
    DISQUALIFY = "disqualify", _("disqualify")
