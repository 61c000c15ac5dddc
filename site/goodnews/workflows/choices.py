from django.db import models
from django.utils.translation import gettext_lazy as _


class ApprovalChannel(models.TextChoices):
    """How an approval came about."""

    WORKFLOW = "workflow", _("workflow")
    SETUP = "setup", _("set-up of the site")
