"""Marks that people give to essays: evidence, written once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .attempts import Attempt
from .chain import Evidence


class EssayMark(Evidence):
    """What one person gave for one essay (điểm chấm bài viết)."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="essay_marks")
    number = models.PositiveSmallIntegerField(_("number"))
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2)
    made_at = models.DateTimeField(_("marked at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("marked by"),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mark of an essay")
        verbose_name_plural = _("marks of essays")
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "made_by"], name="nobody_marks_an_essay_twice"
            ),
            models.UniqueConstraint(
                fields=["attempt", "number"], name="marks_of_an_essay_are_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=3), name="an_essay_has_three_marks_at_most"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=0), name="a_mark_of_an_essay_is_not_below_nothing"
            ),
        ]

    def __str__(self):
        return f"{self.attempt_id} – {self.number}"
