"""Reviews: who judged which content of a question, and how."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import EXPLAINED_VERDICTS, JUDGING_VERDICTS, Verdict


class QuestionReviewQuerySet(models.QuerySet):
    """Reviews by what they still say."""

    def standing(self):
        """Reviews that no later step ended."""
        return self.filter(ended_at__isnull=True)

    def covers(self, *, question_id: int, digest: str) -> bool:
        """Tell whether that content of that question was approved, and still is."""
        approved = self.standing().filter(verdict=Verdict.APPROVED)
        return approved.filter(question=question_id, digest=digest).exists()


class QuestionReview(models.Model):
    """A step about one content of a question (thẩm định): passed, sent back, approved, retired."""

    question = models.ForeignKey(
        "quizblocks.Question", on_delete=models.CASCADE, related_name="reviews"
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict.choices)
    # Of the text and, for the original language, of its key.
    digest = models.CharField(_("fingerprint of the content"), max_length=64)
    text_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("text by"),
    )
    key_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("key by"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    # Who vouches where no person does: the set-up of a site, the demo.
    voucher = models.CharField(_("vouched for by"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(_("decided at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = QuestionReviewQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review of a question")
        verbose_name_plural = _("reviews of questions")
        default_permissions = ()
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(verdict=Verdict.APPROVED, ended_at__isnull=True),
                name="a_question_has_one_approval_in_force",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=False, voucher="")
                | (Q(reviewer__isnull=True) & ~Q(voucher="")),
                name="a_person_or_a_voucher_reviews",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=JUDGING_VERDICTS)
                | (
                    (Q(reviewer__isnull=True) | Q(text_by__isnull=True) | ~Q(reviewer=F("text_by")))
                    & (Q(reviewer__isnull=True) | Q(key_by__isnull=True) | ~Q(reviewer=F("key_by")))
                ),
                name="nobody_reviews_their_own_question",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=EXPLAINED_VERDICTS) | ~Q(reason=""),
                name="who_turns_a_question_down_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.question_id} · {self.verdict} · {self.decided_at:%Y-%m-%d %H:%M}"
