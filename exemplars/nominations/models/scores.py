"""What each member of the panel gave. Nobody reads it past ``ScoreSheetQuerySet.visible_to``."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exemplars.nominations.choices import Vote
from exemplars.nominations.querysets import ScoreSheetQuerySet

from .nominations import Nomination
from .rounds import Criterion, PanelMember


class ScoreSheet(models.Model):
    """One member on one nomination (phiếu chấm): points, a vote, or abstention with its reason."""

    nomination = models.ForeignKey(
        Nomination,
        on_delete=models.PROTECT,
        related_name="score_sheets",
        verbose_name=_("nomination"),
    )
    member = models.ForeignKey(
        PanelMember,
        on_delete=models.PROTECT,
        related_name="score_sheets",
        verbose_name=_("panel member"),
    )
    has_abstained = models.BooleanField(_("abstains"), default=False)
    abstention_reason = models.CharField(_("reason of the abstention"), max_length=300, blank=True)
    vote = models.CharField(_("vote"), max_length=8, choices=Vote.choices, blank=True)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)
    saved_at = models.DateTimeField(_("saved at"))

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["nomination", "member"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "member"], name="a_member_scores_a_nomination_once"
            ),
            models.CheckConstraint(
                condition=Q(has_abstained=False, abstention_reason="")
                | (Q(has_abstained=True, vote="") & ~Q(abstention_reason="")),
                name="an_abstention_has_its_reason",
            ),
        ]

    def __str__(self):
        return f"{self.member_id} · {self.nomination_id}"


class Score(models.Model):
    """The points of one sheet for one criterion (điểm)."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.DecimalField(_("points"), max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = _("points of a sheet")
        verbose_name_plural = _("points of sheets")
        ordering = ["sheet", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "criterion"], name="a_sheet_scores_a_criterion_once"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="points_are_not_negative"),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.points}"
