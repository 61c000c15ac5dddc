from django.db import models
from django.utils.translation import gettext_lazy as _

from news.choices import Origin


class PaidOrigin(models.TextChoices):
    """What royalties are paid for; re-posts never earn any."""

    OWN = Origin.OWN.value, Origin.OWN.label
    SHARE = Origin.SHARE.value, Origin.SHARE.label


class LineType(models.TextChoices):
    """Why a line stands on a sheet."""

    OF_MONTH = "month", _("of this month")
    # An adjustment: published earlier, credited now.
    LATE = "late", _("added later")
    # An adjustment: what an earlier sheet had granted is taken back.
    REVERSAL = "reversal", _("taken back")
