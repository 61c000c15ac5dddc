"""What a profile keeps over the years; every row travels with the page's revisions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from exemplars.panels import StoryChooserPanel

from .pages import ExemplarPage

FIRST_YEAR, LAST_YEAR = 1900, 2100


class UnitPeriod(Orderable):
    """A time during which the exemplar belonged to a unit (đơn vị qua các thời kỳ)."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="unit_periods")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Empty for the present unit.")
    )

    panels = [
        FieldPanel("unit"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("unit of an exemplar")
        verbose_name_plural = _("units of exemplars")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(starts_on__lte=F("ends_on")),
                name="unit_period_begins_before_it_ends",
                violation_error_message=_("The last day is before the first."),
            )
        ]

    def __str__(self):
        return f"{self.unit_id}: {self.starts_on}–{self.ends_on}"

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first.")})


class Milestone(TranslatableMixin, Orderable):
    """A step on somebody's way, known to the month or to the year (dấu mốc)."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="milestones")
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        choices=MONTHS,
        help_text=_("Leave it empty where only the year is known."),
    )
    text = models.CharField(_("what happened"), max_length=300)

    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("month")]),
        FieldPanel("text"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="milestone_year_is_plausible",
                violation_error_message=_("Enter a year between 1900 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__gte=1, month__lte=12),
                name="milestone_month_is_one_of_twelve",
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.text}"

    def clean(self):
        super().clean()
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValidationError({"year": _("Enter a year between 1900 and 2100.")})


class Quotation(TranslatableMixin, Orderable):
    """Words of the exemplar or about them (câu nói)."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="quotations")
    text = models.TextField(_("quotation"), max_length=600)
    speaker = models.CharField(
        _("who said it"),
        max_length=160,
        blank=True,
        help_text=_("Leave it empty where the exemplar says it."),
    )

    panels = [FieldPanel("text"), FieldPanel("speaker")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")

    def __str__(self):
        return self.text


class Picture(TranslatableMixin, Orderable):
    """A further picture of the exemplar, beside the portrait (ảnh)."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "images.SiteImage", on_delete=models.PROTECT, related_name="+", verbose_name=_("image")
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows. Left empty, the text kept with the image is used."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    panels = [FieldPanel("image"), FieldPanel("alt_text"), FieldPanel("caption")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("picture of an exemplar")
        verbose_name_plural = _("pictures of exemplars")

    def __str__(self):
        return self.caption or self.alt

    @property
    def alt(self) -> str:
        """The text alternative."""
        return self.alt_text or self.image.alt_text


class FollowUp(TranslatableMixin, Orderable):
    """What became of it, asked again about once a year (theo dõi sau khi tuyên dương)."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="follow_ups")
    noted_on = models.DateField(_("day"))
    note = models.TextField(
        _("note"), max_length=2000, blank=True, help_text=_("For the editors. Never public.")
    )
    public_text = models.TextField(
        _("what readers are told"),
        max_length=1000,
        blank=True,
        help_text=_("Shown on the profile; of several the newest. Empty: nothing is shown."),
    )

    panels = [FieldPanel("noted_on"), FieldPanel("note"), FieldPanel("public_text")]
    override_translatable_fields = [
        SynchronizedField("note", overridable=False),
        TranslatableField("public_text"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("follow-up of an exemplar")
        verbose_name_plural = _("follow-ups of exemplars")
        constraints = [
            models.CheckConstraint(
                condition=~Q(note="", public_text=""),
                name="a_follow_up_says_something",
                violation_error_message=_("Write what became of it."),
            )
        ]

    def __str__(self):
        return f"{self.noted_on}"

    def clean(self):
        super().clean()
        if not self.note and not self.public_text:
            raise ValidationError({"note": _("Write what became of it.")})


class ChosenStory(Orderable):
    """A story that the profile's editors chose for it (bài viết liên quan)."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="chosen_stories")
    story = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="choosing_exemplars",
        verbose_name=_("story"),
    )

    panels = [StoryChooserPanel("story")]

    class Meta(Orderable.Meta):
        verbose_name = _("story chosen for an exemplar")
        verbose_name_plural = _("stories chosen for exemplars")

    def __str__(self):
        return f"{self.exemplar_id} – {self.story_id}"
