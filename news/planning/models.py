"""The plan (lịch đăng) and the reserve (kho tin) of approved stories without a day."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Revision

from campaigns.choices import SlotKind
from campaigns.services import slot_of
from goodnews.workflows.choices import Weekday

from .choices import NoticeKind
from .querysets import PlanItemQuerySet, ReservedStoryQuerySet


class PlanItem(models.Model):
    """What is planned for a day or a week: a story, or who will bring one (mục lịch).

    It says nothing of ``go_live_at``: a plan may be made and moved while the
    story is still being written.
    """

    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        on_delete=models.CASCADE,
        related_name="plan_items",
        verbose_name=_("campaign"),
    )
    kind = models.CharField(_("promise"), max_length=8, choices=SlotKind.choices)
    planned_on = models.DateField(_("day of publication"))
    # The day itself, or the Monday of its week.
    slot_on = models.DateField(editable=False)
    page = models.ForeignKey(
        "news.StoryPage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name=_("story"),
    )
    unit = models.ForeignKey(
        "units.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("The unit that will send the story."),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person in charge"),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    changed_at = models.DateTimeField(editable=False)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the plan")
        verbose_name_plural = _("items of the plan")
        ordering = ["planned_on", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "slot_on"],
                name="one_plan_per_slot",
                violation_error_message=_("Something else is planned for this day or week."),
            ),
            models.UniqueConstraint(
                fields=["campaign", "page"],
                name="a_story_is_planned_once",
                violation_error_message=_("This story already has a day."),
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=False)
                | Q(unit__isnull=False)
                | Q(assignee__isnull=False)
                | ~Q(note=""),
                name="a_plan_says_something",
                violation_error_message=_("Name a story, a unit or a person, or write a note."),
            ),
        ]
        indexes = [models.Index(fields=["planned_on"], name="plan_by_day")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slot_on = slot_of(self.kind, self.planned_on)
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """The story's title, else who will bring one, else the note."""
        if self.page is not None:
            return self.page.draft_title
        return self.carrier or self.note

    @property
    def carrier(self) -> str:
        """The unit and the person in charge, as far as they are named."""
        person = self.assignee and self.assignee.display_name
        unit = self.unit and (self.unit.short_name or self.unit.name)
        return " · ".join(part for part in (unit, person) if part)


class ReservedStory(models.Model):
    """An approved story that is not public yet (tin trong kho), and what was approved of it.

    With an item in the plan it waits for that day; without one it is the
    reserve. The row goes when the story is published.
    """

    page = models.OneToOneField(
        "news.StoryPage",
        on_delete=models.CASCADE,
        related_name="reserved",
        verbose_name=_("story"),
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name=_("approved version")
    )
    approved_at = models.DateTimeField(_("approved at"), db_index=True)
    # Why it could not be published; told once, tried again.
    fault = models.TextField(_("fault"), blank=True)

    objects = ReservedStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story in the reserve")
        verbose_name_plural = _("stories in the reserve")
        ordering = ["approved_at", "pk"]

    def __str__(self):
        return str(self.page)


class SlotNotice(models.Model):
    """Something that was done or told about a slot: each once, however many runs there are."""

    campaign = models.ForeignKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="slot_notices"
    )
    slot_kind = models.CharField(_("promise"), max_length=8, choices=SlotKind.choices)
    slot_on = models.DateField()
    notice = models.CharField(_("notice"), max_length=8, choices=NoticeKind.choices)
    page = models.ForeignKey(
        "news.StoryPage", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("notice about a slot")
        verbose_name_plural = _("notices about slots")
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "slot_kind", "slot_on", "notice"],
                name="a_slot_is_told_of_once",
            )
        ]

    def __str__(self):
        return f"{self.slot_on} · {self.notice}"


class FeedKey(models.Model):
    """The secret end of a person's calendar address (khóa lịch); only its fingerprint is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_feed_key"
    )
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        verbose_name = _("key of a calendar address")
        verbose_name_plural = _("keys of calendar addresses")

    def __str__(self):
        return f"{self.user_id} · {self.created_at:%Y-%m-%d}"


@register_setting(icon="calendar-alt")
class PlanSettings(BaseGenericSetting):
    """The hours that the editors set for the plan."""

    publishes_at = models.TimeField(
        _("hour of publication"),
        default=time(6),
        help_text=_(
            "An approved story with a day goes live at this hour. A day that is still empty then "
            "gets the oldest story of the reserve."
        ),
    )
    week_ends_on = models.PositiveSmallIntegerField(
        _("last call for the beautiful story"),
        choices=Weekday.choices,
        default=Weekday.FRIDAY,
        help_text=_("A week without its beautiful story gets one of the reserve on this day."),
    )

    panels = [FieldPanel("publishes_at"), FieldPanel("week_ends_on")]

    class Meta:
        verbose_name = _("hours of the plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(week_ends_on__lte=Weekday.SUNDAY), name="the_last_call_is_a_weekday"
            )
        ]
