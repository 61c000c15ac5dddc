"""Fixed choices of the exemplars."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExemplarKind(models.TextChoices):
    """Whether one person or several are honoured."""

    PERSON = "person", _("individual")
    GROUP = "group", _("group of people")


class FieldOfWork(models.TextChoices):
    """In what somebody is an example (lĩnh vực)."""

    STUDY = "study", _("study and research")
    WORK = "work", _("work and business")
    VOLUNTEERING = "volunteering", _("volunteering")
    INNOVATION = "innovation", _("innovation and digital skills")
    ENVIRONMENT = "environment", _("environment")
    KINDNESS = "kindness", _("kindness and helping others")
    COURAGE = "courage", _("courage and public safety")
    RESILIENCE = "resilience", _("overcoming hardship")
    CULTURE = "culture", _("culture, arts and sport")
    UNION_WORK = "union-work", _("Youth Union and Young Pioneers work")


class HonourLevel(models.TextChoices):
    """Who awards an honour (cấp khen thưởng)."""

    STATE = "state", _("the State")
    CENTRAL = "central", _("central level")
    PROVINCE = "province", _("provincial level")
    COMMUNE = "commune", _("communal level")
    UNIT = "unit", _("own unit")


class Indexing(models.TextChoices):
    """Whether search engines may list a profile."""

    BY_AGE = "by-age", _("by age: not for anyone under 16")
    ALLOWED = "allowed", _("allowed")
    REFUSED = "refused", _("not allowed")


class Sex(models.TextChoices):
    """Sex of a person, for the Union's own figures; never public."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class GreetingRule(models.TextChoices):
    """Whether readers may send their good wishes to a profile (lời chúc)."""

    BY_AGE = "by-age", _("by age: not for anyone under 16")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class GreetingState(models.TextChoices):
    """How far a greeting has come; only the shown ones are public."""

    WAITING = "waiting", _("waiting")
    SHOWN = "shown", _("shown")
    REFUSED = "refused", _("refused")
