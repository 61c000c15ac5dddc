"""The figures of answered questions, kept so that a list of them asks nothing but its page."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .questions import Question


class QuestionFigures(models.Model):
    """What the analysis says of one question over all its answers, as it stood at ``summed_at``.

    Attributes:
        question: the original; its translations have the same figures.
        gravity: place of the gravest flag among the flags; one that has none stands last.
        findings: each flag with the letters of its choices.
        flags: the flags once more, each between blanks, to be searched.
    """

    question = models.OneToOneField(
        Question,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="figures",
        editable=False,
    )
    answers = models.PositiveIntegerField(_("answers"), editable=False)
    uses = models.PositiveIntegerField(_("uses"), editable=False)
    facility = models.FloatField(_("facility"), null=True, editable=False)
    discrimination = models.FloatField(_("discrimination"), null=True, editable=False)
    discrimination_error = models.FloatField(_("standard error"), null=True, editable=False)
    gravity = models.PositiveSmallIntegerField(_("gravity"), editable=False)
    findings = models.JSONField(_("findings"), default=list, editable=False)
    flags = models.CharField(max_length=120, blank=True, editable=False)
    summed_at = models.DateTimeField(_("summed up at"), editable=False)

    question.wagtail_reference_index_ignore = True
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("figures of a question")
        verbose_name_plural = _("figures of questions")
        default_permissions = ()
        indexes = [models.Index(fields=["gravity", "question"], name="figures_by_gravity")]

    def __str__(self):
        return f"{self.question_id}: {self.answers}"


class FiguresRun(models.Model):
    """A time at which the figures of all questions that had changed were summed up."""

    began_at = models.DateTimeField(_("begun at"), editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("summing up of figures")
        verbose_name_plural = _("summings up of figures")
        default_permissions = ()

    def __str__(self):
        return f"{self.began_at:%Y-%m-%d %H:%M}"
