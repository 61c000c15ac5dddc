"""What the office sets for its desk, and its ready phrases."""

from datetime import time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from goodnews.workflows.choices import ReviewPace, Weekday
from goodnews.workflows.deadlines import OfficeHours


def hours_field(label, *, default: int, maximum: int) -> models.PositiveSmallIntegerField:
    """Return a field for a number of hours or days, at least one."""
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(1), MaxValueValidator(maximum)],
    )


@register_setting(icon="time")
class ReviewSettings(ClusterableModel, BaseGenericSetting):
    """Due times, office hours and how long a claim lasts (bàn biên tập)."""

    quick_hours = hours_field(_("hours to decide about good news"), default=24, maximum=1000)
    slow_hours = hours_field(_("hours to decide about a beautiful story"), default=72, maximum=1000)
    first_day = models.PositiveSmallIntegerField(
        _("first working day"), choices=Weekday.choices, default=Weekday.MONDAY
    )
    last_day = models.PositiveSmallIntegerField(
        _("last working day"), choices=Weekday.choices, default=Weekday.FRIDAY
    )
    opens_at = models.TimeField(_("office opens"), default=time(7, 30))
    closes_at = models.TimeField(_("office closes"), default=time(17))
    claim_hours = hours_field(_("hours until a claim ends by itself"), default=4, maximum=168)
    returned_days = hours_field(
        _("days after which a return without an answer is overdue"), default=5, maximum=365
    )

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("quick_hours"), FieldPanel("slow_hours")])],
            heading=_("Time to decide"),
            help_text=_("Counted in office hours, anew at each stage."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
            ],
            heading=_("Office hours"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("claim_hours"), FieldPanel("returned_days")])],
            heading=_("Claims and returns"),
        ),
        InlinePanel(
            "days_off",
            heading=_("Days off"),
            label=_("day off"),
            help_text=_(
                "Public holidays and other days on which the office is closed: no due time falls on "
                "them. They count for what comes to a stage from now on."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("Editors' desk")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day"), last_day__lte=Weekday.SUNDAY),
                name="the_working_week_begins_before_it_ends",
                violation_error_message=_("The working week must begin before it ends."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="the_office_opens_before_it_closes",
                violation_error_message=_("The office must open before it closes."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    def clean(self):
        super().clean()
        errors = {}
        week = (self.first_day, self.last_day)
        if None not in week and self.first_day > self.last_day:
            errors["last_day"] = _("The working week must begin before it ends.")
        if self.opens_at and self.closes_at and self.opens_at >= self.closes_at:
            errors["closes_at"] = _("The office must open before it closes.")
        if errors:
            raise ValidationError(errors)

    @property
    def office(self) -> OfficeHours:
        """The office hours as the rule of due times takes them."""
        return OfficeHours(
            self.first_day,
            self.last_day,
            self.opens_at,
            self.closes_at,
            days_off=tuple(day.span for day in self.days_off.all()),
        )

    def time_to_decide(self, pace: ReviewPace) -> timedelta:
        """Return the office time that a page of this pace has at one stage."""
        return timedelta(hours=self.slow_hours if pace == ReviewPace.SLOW else self.quick_hours)

    @property
    def claim_lasts(self) -> timedelta:
        """How long a claim locks others out."""
        return timedelta(hours=self.claim_hours)


class ReturnPhrase(models.Model):
    """A ready reason for a return (câu mẫu khi trả lại)."""

    text = models.CharField(_("phrase"), max_length=300, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("The smaller number stands first.")
    )
    is_offered = models.BooleanField(_("offered when returning"), default=True)

    panels = [FieldPanel("text"), FieldPanel("position"), FieldPanel("is_offered")]

    class Meta:
        verbose_name = _("ready phrase")
        verbose_name_plural = _("ready phrases")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text
