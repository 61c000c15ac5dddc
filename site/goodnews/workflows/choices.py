from django.db import models
from django.utils.translation import gettext_lazy as _


class ApprovalChannel(models.TextChoices):
    """How an approval came about."""

    WORKFLOW = "workflow", _("workflow")
    SETUP = "setup", _("set-up of the site")


class ReviewPace(models.TextChoices):
    """How quickly a page has to be decided; the hours of each stand in the settings."""

    QUICK = "quick", _("news")
    SLOW = "slow", _("longer story")


class WaitingState(models.TextChoices):
    """Where a page stands at one stage (tình trạng chờ)."""

    WAITING = "waiting", _("waiting")
    RETURNED = "returned", _("returned to the author")
    LEFT = "left", _("has left the stage")


OPEN_STATES = (WaitingState.WAITING, WaitingState.RETURNED)


class Priority(models.IntegerChoices):
    """How urgent it is; the larger number comes first."""

    NORMAL = 0, _("normal")
    URGENT = 1, _("urgent")


class Weekday(models.IntegerChoices):
    """The days of the week, as Python numbers them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
