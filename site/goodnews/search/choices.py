"""What a reader may look among."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchKind(models.TextChoices):
    """The tabs of the results; the values stand in addresses."""

    GOOD_NEWS = "tin-tot", _("Good news")
    BEAUTIFUL_STORY = "cau-chuyen-dep", _("Beautiful stories")
    EXEMPLAR = "guong-sang", _("Exemplars")
    CAMPAIGN = "chien-dich", _("Campaigns")
