"""What is right, apart from everything that shows a question."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import KeyStage
from quizblocks.querysets import AnswerKeyQuerySet


class AnswerKey(models.Model):
    """What is right in a question (đáp án), kept apart from all that shows it (rule 13).

    Named by translation keys, not by foreign keys: translations share it, and
    no serialiser, revision, comparison or export that follows relations of a
    question arrives here.

    ``content`` is an object of plain values; a key that says nothing is no row.
    Its members are told in :mod:`quizblocks.key_contents`.
    """

    question_key = models.UUIDField(editable=False)
    stage = models.CharField(max_length=8, choices=KeyStage.choices, editable=False)
    content = models.JSONField(editable=False)

    objects = AnswerKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer key")
        verbose_name_plural = _("answer keys")
        # Nobody gets rights to these rows: they have no form of their own.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "stage"], name="question_has_one_key_a_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=KeyStage.values), name="answer_key_has_a_known_stage"
            ),
            models.CheckConstraint(
                condition=~models.Q(content={}), name="answer_key_says_something"
            ),
        ]

    def __str__(self):
        return f"{self.question_key} · {self.stage}"
