"""What the running of a contest may say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderKind(models.TextChoices):
    """Of what an entrant is reminded."""

    OPENS = "opens", _("a round has opened")
    CLOSES = "closes", _("a round closes in a day")


class Audience(models.TextChoices):
    """Whom a message is for (gửi cho ai)."""

    ALL = "all", _("all entrants")
    UNIT = "unit", _("entrants of a unit and of all below it")
    OPEN = "open", _("those with an open try")
