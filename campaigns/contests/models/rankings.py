"""What was counted and published; a correction makes the next version, the old one stays."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.contests.choices import PredictionTarget

from .contests import Contest, Round, RulesVersion


class FrozenTruth(models.Model):
    """The number that a prediction asked for, counted once at the closing."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="truth")
    target = models.CharField(
        _("what was counted"), max_length=12, choices=PredictionTarget.choices
    )
    number = models.PositiveIntegerField(_("number"))
    query = models.TextField(_("how it was counted"))
    frozen_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("frozen number")
        verbose_name_plural = _("frozen numbers")

    def __str__(self):
        return f"{self.get_target_display()}: {self.number}"


class RankingQuerySet(models.QuerySet):
    """Versions of tables."""

    def light(self):
        """Leave out what is large: the table, what it was made of, the prizes, the statistics."""
        return self.defer("content", "inputs", "awards", "figures")

    def of(self, contest, round_):
        """The versions of the table of a round, or of the sum where that is None; newest first."""
        return self.filter(contest=contest, round=round_)


class Ranking(models.Model):
    """One published version of one table: of a round or of the whole contest.

    Attributes:
        content: the table as :mod:`campaigns.contests.results.ranking_bytes` writes it.
        inputs: everything that it is a function of, compressed.
        awards: who wins what in the whole contest, as it stood with this version.
        figures: statistics that no later change of a person's data may move, as
            :mod:`campaigns.contests.results.figures` writes them.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="rankings")
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="rankings"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    rules = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="+")
    content = models.TextField(_("table"))
    content_hash = models.CharField(_("fingerprint of the table"), max_length=64)
    inputs = models.BinaryField(_("what was ranked"), editable=False)
    inputs_hash = models.CharField(_("fingerprint of what was ranked"), max_length=64)
    awards = models.TextField(_("prizes"))
    awards_hash = models.CharField(_("fingerprint of the prizes"), max_length=64)
    figures = models.JSONField(_("statistics"), default=dict, blank=True)
    reason = models.TextField(_("what changed and why"), max_length=1000, blank=True)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = RankingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                condition=Q(round__isnull=False),
                name="ranking_versions_of_a_round_differ",
            ),
            models.UniqueConstraint(
                fields=["contest", "number"],
                condition=Q(round__isnull=True),
                name="ranking_versions_of_a_contest_differ",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="a_later_ranking_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.round or self.contest} – {self.number}"
