"""What is right, apart from everything that shows a question."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import KeyStage
from quizblocks.querysets import AnswerKeyQuerySet


class AnswerKey(models.Model):
    """One right choice (đáp án), kept apart from everything that shows a question (rule 13).

    Named by translation keys, not by foreign keys: translations share it, and
    no serialiser, revision, comparison or export that follows relations of a
    question arrives here.
    """

    question_key = models.UUIDField(editable=False)
    choice_key = models.UUIDField(editable=False)
    stage = models.CharField(max_length=8, choices=KeyStage.choices, editable=False)

    objects = AnswerKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer key")
        verbose_name_plural = _("answer keys")
        # Nobody gets rights to these rows: they have no form of their own.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "stage", "choice_key"], name="answer_key_is_said_once"
            )
        ]

    def __str__(self):
        return f"{self.question_key} · {self.stage}"
