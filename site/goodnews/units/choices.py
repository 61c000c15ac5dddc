from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """Kinds of unit (đơn vị) after the district level ended on 1 July 2025."""

    PROVINCE = "province", _("province")
    COMMUNE = "commune", _("commune")
    WARD = "ward", _("ward")
    SCHOOL = "school", _("school")
    ATTACHED = "attached", _("attached unit")
