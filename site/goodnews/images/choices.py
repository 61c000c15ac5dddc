from django.db import models
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    """On what terms a picture may be shown."""

    OWN = "own", _("own work")
    PERMITTED = "permitted", _("used with permission")
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    PUBLIC_DOMAIN = "public-domain", _("public domain")
