from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    """What a rule watches for (loại nhắc)."""

    RETURNED = "returned", _("a returned story is not answered")
    QUOTA = "quota", _("a quota is behind its time")
    SILENCE = "silence", _("a unit has done nothing for days")


class LetterState(models.TextChoices):
    """What became of a letter (tình trạng thư)."""

    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent, will be tried again")
    # Its run was cut off: the mail server may have it or not. It is not sent again.
    UNCLEAR = "unclear", _("unclear: the run was cut off")


# What may have reached the person, and so keeps the rule's distance.
TOLD_STATES = (LetterState.SENDING, LetterState.SENT, LetterState.UNCLEAR)
