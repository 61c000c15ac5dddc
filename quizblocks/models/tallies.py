"""How readers answer, in counts."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

# Stands in a tally for the question as a whole, where a choice would stand.
WHOLE_QUESTION = uuid.UUID(int=0)
# Stands for the practice pages, where the id of an article would stand.
PRACTICE_PAGE = 0


class QuestionTally(models.Model):
    """How often readers gave an answer, by block, page and day; nothing about persons.

    A row whose ``choice_key`` is :data:`WHOLE_QUESTION` counts answers to the
    question and, in ``right_count``, the right ones; the other rows count how
    often a choice was picked. Names only: the counts outlive page and question.

    Where a reader answered the whole form, the row also sums up how well the rest of
    it went: shares of the mark in parts of ``statistics.sums.SCALE``, whole numbers
    that every database adds up alike. A choice has only the rest of who picked it.
    """

    page_id = models.BigIntegerField(_("page"), editable=False)
    block_id = models.UUIDField(_("block"), editable=False)
    question_key = models.UUIDField(_("question"), editable=False)
    choice_key = models.UUIDField(_("choice"), editable=False)
    day = models.DateField(_("day"), editable=False)
    answer_count = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    right_count = models.PositiveIntegerField(_("right answers"), default=0, editable=False)
    share_sum = models.BigIntegerField(_("sum of shares"), default=0, editable=False)
    share_square_sum = models.BigIntegerField(
        _("sum of the squares of shares"), default=0, editable=False
    )
    later_count = models.PositiveIntegerField(_("later answers"), default=0, editable=False)
    later_right_count = models.PositiveIntegerField(
        _("later right answers"), default=0, editable=False
    )
    form_count = models.PositiveIntegerField(_("whole forms"), default=0, editable=False)
    form_share_sum = models.BigIntegerField(
        _("sum of shares in whole forms"), default=0, editable=False
    )
    form_share_square_sum = models.BigIntegerField(
        _("sum of the squares of shares in whole forms"), default=0, editable=False
    )
    rest_sum = models.BigIntegerField(_("sum of rests"), default=0, editable=False)
    rest_square_sum = models.BigIntegerField(
        _("sum of the squares of rests"), default=0, editable=False
    )
    product_sum = models.BigIntegerField(_("sum of shares times rests"), default=0, editable=False)

    class Meta:
        verbose_name = _("count of answers")
        verbose_name_plural = _("counts of answers")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "choice_key", "page_id", "block_id", "day"],
                name="tally_is_counted_in_one_row",
            ),
            models.CheckConstraint(
                condition=models.Q(right_count__lte=models.F("answer_count")),
                name="tally_has_no_more_right_answers_than_answers",
            ),
            models.CheckConstraint(
                condition=models.Q(later_right_count__lte=models.F("later_count")),
                name="tally_has_no_more_later_right_answers_than_later_answers",
            ),
        ]

    def __str__(self):
        return f"{self.question_key} · {self.day:%Y-%m-%d} · {self.answer_count}"
