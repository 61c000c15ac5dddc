"""Days on which the office is closed although the week says otherwise."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

# The longest that an office is closed at a stretch; more is a slip of the finger.
LONGEST = timedelta(days=31)
FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayOff(models.Model):
    """A public holiday or another stretch of days off (ngày nghỉ), ends included."""

    settings = ParentalKey(
        "workflows.ReviewSettings", on_delete=models.CASCADE, related_name="days_off"
    )
    name = models.CharField(_("name"), max_length=120)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty for a single day.")
    )

    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("first_on"), FieldPanel("last_on")])]

    class Meta:
        verbose_name = _("day off")
        verbose_name_plural = _("days off")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")),
                name="days_off_end_after_they_begin",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(first_on__year__gte=FIRST_YEAR, first_on__year__lte=LAST_YEAR),
                name="days_off_are_in_a_plausible_year",
                violation_error_message=_("Give a year from 2000 to 2100."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.first_on and not FIRST_YEAR <= self.first_on.year <= LAST_YEAR:
            raise ValidationError({"first_on": _("Give a year from 2000 to 2100.")})
        if not self.first_on or not self.last_on:
            return
        if self.last_on < self.first_on:
            raise ValidationError({"last_on": _("The last day is before the first.")})
        if self.last_on - self.first_on >= LONGEST:
            raise ValidationError({"last_on": _("Days off are 31 days in a row at most.")})

    @property
    def span(self) -> tuple[date, date]:
        """The first day and the last, as the rule of due times takes them."""
        return self.first_on, self.last_on or self.first_on
