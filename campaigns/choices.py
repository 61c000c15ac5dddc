"""Fixed choices of the campaign calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SlotKind(models.TextChoices):
    """Which of the campaign's two promises a story keeps."""

    DAY = "day", _("good news of a day")
    WEEK = "week", _("beautiful story of a week")
