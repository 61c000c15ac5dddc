"""Files of questions that were read into the bank."""

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .questions import Question


class QuestionImport(models.Model):
    """A file of questions that was read into the bank (lần nhập câu hỏi).

    Who did it stands in the log of each question.
    """

    name = models.CharField(_("file"), max_length=120, editable=False)
    imported_at = models.DateTimeField(_("imported at"), editable=False)
    questions = models.ManyToManyField(
        Question, related_name="imports", verbose_name=_("questions"), editable=False
    )

    # A question is not in use because a file held it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import of questions")
        verbose_name_plural = _("imports of questions")
        # Nobody gets rights to these rows: they have no form of their own.
        default_permissions = ()
        ordering = ["-imported_at", "-pk"]

    def __str__(self):
        moment = date_format(timezone.localtime(self.imported_at), "SHORT_DATETIME_FORMAT")
        return f"{moment} · {self.name}"
