"""What the answers of closed rounds add up to, question by question; nothing of persons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import AnswerBasis

from .contests import Round


class SummedRound(models.Model):
    """A round whose answers were added up.

    Attributes:
        stamp: what the sums hang on, as it stood then; with another one they are made again.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="+")
    stamp = models.CharField(max_length=120)
    summed_at = models.DateTimeField(_("summed up at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("round summed up")
        verbose_name_plural = _("rounds summed up")
        default_permissions = ()

    def __str__(self):
        return f"{self.round_id}: {self.stamp}"


class RoundItem(models.Model):
    """One version of a question in one league of a closed round.

    Attributes:
        league: code of the league, "" for none.
        content: sums and weight, as :mod:`campaigns.contests.item_sums.contents` writes them.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    league = models.CharField(_("league"), max_length=20, blank=True)
    question_key = models.UUIDField(_("question"))
    version = models.PositiveIntegerField(_("version"))
    basis = models.CharField(_("answers"), max_length=8, choices=AnswerBasis.choices)
    content = models.JSONField(_("sums"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sums of a question in a round")
        verbose_name_plural = _("sums of questions in rounds")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "basis", "round", "league", "version"],
                name="an_item_of_a_round_is_summed_up_once",
            )
        ]

    def __str__(self):
        return f"{self.round_id} – {self.question_key} · {self.version}"
