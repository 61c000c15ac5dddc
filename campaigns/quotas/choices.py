from django.db import models
from django.utils.translation import gettext_lazy as _


class QuotaPeriod(models.TextChoices):
    """How often a quota is asked for (chu kỳ)."""

    DAY = "day", _("a day")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    QUARTER = "quarter", _("a quarter")
