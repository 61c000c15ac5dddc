"""Honours of the exemplars."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from exemplars.choices import HonourLevel

from .pages import ExemplarPage


class Honour(Orderable):
    """One award (khen thưởng, danh hiệu) of an exemplar."""

    exemplar = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="honours")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("honour"), max_length=200)
    level = models.CharField(_("awarded by"), max_length=16, choices=HonourLevel.choices)
    decision_number = models.CharField(_("number of the decision"), max_length=80, blank=True)

    panels = [
        FieldPanel("year"),
        FieldPanel("title"),
        FieldPanel("level"),
        FieldPanel("decision_number"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        constraints = [
            models.CheckConstraint(
                # The Youth Union was founded in 1931.
                condition=Q(year__gte=1931, year__lte=2100),
                name="honour_year_is_plausible",
                violation_error_message=_("Enter a year between 1931 and 2100."),
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.year})"
