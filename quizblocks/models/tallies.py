"""How readers answer, in counts."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .versions import Annulment

# Stands in a tally for the question as a whole, where a choice would stand.
WHOLE_QUESTION = uuid.UUID(int=0)


class QuestionTallyQuerySet(models.QuerySet):
    """Counts by whether they still count."""

    def counted(self):
        """Counts of versions that nobody annulled: what reports and totals add up."""
        annulled = Annulment.objects.in_force().filter(
            question_key=OuterRef("question_key"),
            first_version__lte=OuterRef("version"),
            last_version__gte=OuterRef("version"),
        )
        return self.filter(~Exists(annulled))


class QuestionTally(models.Model):
    """How often readers gave an answer, by block, page and day; nothing about persons.

    A row whose ``choice_key`` is :data:`WHOLE_QUESTION` counts answers to the
    question and, in ``right_count``, the right ones; the other rows count how
    often a choice was picked. Names only: the counts outlive page and question.
    """

    page_id = models.BigIntegerField(_("page"), editable=False)
    block_id = models.UUIDField(_("block"), editable=False)
    question_key = models.UUIDField(_("question"), editable=False)
    choice_key = models.UUIDField(_("choice"), editable=False)
    # Answers before and after a change are told apart.
    version = models.PositiveIntegerField(_("version"), default=1, db_default=1, editable=False)
    day = models.DateField(_("day"), editable=False)
    answer_count = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    right_count = models.PositiveIntegerField(_("right answers"), default=0, editable=False)

    objects = QuestionTallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of answers")
        verbose_name_plural = _("counts of answers")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "choice_key", "page_id", "block_id", "day", "version"],
                name="tally_is_counted_in_one_row",
            ),
            models.CheckConstraint(
                condition=models.Q(right_count__lte=models.F("answer_count")),
                name="tally_has_no_more_right_answers_than_answers",
            ),
        ]

    def __str__(self):
        return f"{self.question_key} · {self.day:%Y-%m-%d} · {self.answer_count}"
