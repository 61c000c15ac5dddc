from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryKind(models.TextChoices):
    """What the campaign counts: one of the first a day, one of the second a week."""

    GOOD_NEWS = "good_news", _("good news")
    BEAUTIFUL_STORY = "beautiful_story", _("beautiful story")


class Origin(models.TextChoices):
    """Where a story comes from (nguồn tin); without it the count means nothing."""

    OWN = "own", _("written by us")
    REPOST = "repost", _("re-post")
    SHARE = "share", _("share of a unit's own post")


class ThemeColour(models.TextChoices):
    """The tint of a theme's tag; never its only mark."""

    BRAND = "brand", _("blue")
    GREEN = "green", _("green")
    SUN = "sun", _("sun yellow")
    CORAL = "coral", _("coral")
    VIOLET = "violet", _("violet")
