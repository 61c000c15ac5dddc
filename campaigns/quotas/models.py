"""The quota of a unit or of a kind of units."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from goodnews.stats.metrics import CODE_LENGTH, countable_of
from goodnews.units.choices import UnitKind
from goodnews.units.models import Unit

from .choices import QuotaPeriod


class QuotaQuerySet(models.QuerySet):
    """Quotas by what they ask, of whom, and when."""

    def overlapping(self, first: date, last: date | None):
        """Quotas that hold on some day from ``first`` to ``last``, ends included."""
        found = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
        return found if last is None else found.filter(valid_from__lte=last)

    def rivals_of(self, quota: "Quota"):
        """Other quotas that ask the same of the same units in the same days."""
        same = self.filter(countable=quota.countable, unit=quota.unit_id, unit_kind=quota.unit_kind)
        return same.exclude(pk=quota.pk).overlapping(quota.valid_from, quota.valid_to)


class Quota(models.Model):
    """How much is asked of one unit, or of every unit of a kind (định mức).

    A unit's own quota stands in place of the one of its kind. What the units
    below have done counts for the unit above.
    """

    countable = models.CharField(_("what is asked for"), max_length=CODE_LENGTH)
    unit_kind = models.CharField(
        _("every unit of this kind"), max_length=16, choices=UnitKind.choices, blank=True
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quotas",
        verbose_name=_("one unit"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    period = models.CharField(_("how often"), max_length=8, choices=QuotaPeriod.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("Last day; empty while it holds.")
    )

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, unit_kind__gt="")
                | Q(unit__isnull=False, unit_kind=""),
                name="quota_asks_a_kind_or_one_unit",
                violation_error_message=_("Choose a kind of unit or one unit, not both."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="quota_asks_for_something",
                violation_error_message=_("A quota asks for one at least."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="quota_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            # The rest of "no overlap" is held by the service, which saves one at a time.
            models.UniqueConstraint(
                fields=["countable", "unit_kind"],
                condition=Q(unit__isnull=True, valid_to__isnull=True),
                name="one_open_quota_of_a_kind",
                violation_error_message=_("These units already have such a quota without an end."),
            ),
            models.UniqueConstraint(
                fields=["countable", "unit"],
                condition=Q(valid_to__isnull=True),
                name="one_open_quota_of_a_unit",
                violation_error_message=_("These units already have such a quota without an end."),
            ),
        ]

    def __str__(self):
        return f"{self.target_label}: {self.number} {self.get_period_display()}"

    @property
    def countable_label(self):
        """What is asked for, in words; the code where no room knows it any more."""
        countable = countable_of(self.countable)
        return countable.label if countable else self.countable

    @property
    def target_label(self):
        """Who is asked."""
        return self.unit or capfirst(self.get_unit_kind_display())

    def holds(self, first: date, last: date) -> bool:
        """Tell whether the quota holds on all days from ``first`` to ``last``."""
        return self.valid_from <= first and (self.valid_to is None or last <= self.valid_to)

    def clean(self):
        super().clean()
        errors = {}
        if self.number == 0:
            errors["number"] = _("A quota asks for one at least.")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            errors["valid_to"] = _("The last day is before the first.")
        if errors:
            raise ValidationError(errors)
