"""Honours of the exemplars."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from exemplars.choices import HonourLevel

from .pages import ExemplarPage

# The Youth Union was founded in 1931.
FIRST_YEAR, LAST_YEAR = 1931, 2100


class Honour(TranslatableMixin, Orderable):
    """One award (khen thưởng, danh hiệu) of an exemplar."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="honours")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("honour"), max_length=200)
    level = models.CharField(_("awarded by"), max_length=16, choices=HonourLevel.choices)
    decision_number = models.CharField(_("number of the decision"), max_length=80, blank=True)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
        help_text=_("Linked on the profile of anybody from 16 on; a child's is only kept."),
    )

    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("level")]),
        FieldPanel("title"),
        FieldPanel("decision_number"),
        FieldPanel("document"),
    ]
    override_translatable_fields = [SynchronizedField("decision_number")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        indexes = [models.Index(fields=["year", "level", "title"], name="honour_by_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="honour_year_is_plausible",
                violation_error_message=_("Enter a year between 1931 and 2100."),
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.year})"

    def clean(self):
        super().clean()
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValidationError({"year": _("Enter a year between 1931 and 2100.")})
