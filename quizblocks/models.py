"""The question bank: topics, questions, choices, keys and counts."""

import uuid

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from goodnews.core.folding import fold, slugify_vietnamese
from goodnews.core.models import FoldedNameMixin

from .choices import Difficulty, KeyStage, QuestionKind, QuestionUse
from .querysets import AnswerKeyQuerySet, QuestionQuerySet, TopicQuerySet

# Stands in a tally for the question as a whole, where a choice would stand.
WHOLE_QUESTION = uuid.UUID(int=0)


class Topic(FoldedNameMixin):
    """What a group of questions is about (chủ đề)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "folded_name", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        if not self.slug:
            self.slug = slugify_vietnamese(self.name)

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = slugify_vietnamese(self.name)
        super().save(*args, **kwargs)


class Question(DraftStateMixin, RevisionMixin, TranslatableMixin, ClusterableModel):
    """A question of the bank (câu hỏi); what is right stands in :class:`AnswerKey` alone.

    Not previewable, not indexed for search, in no API: its only way to the
    public is ``quizblocks.quizzes``.
    """

    stem = models.TextField(_("question"), validators=[MinLengthValidator(5)])
    kind = models.CharField(
        _("kind"), max_length=16, choices=QuestionKind.choices, default=QuestionKind.SINGLE
    )
    explanation = models.TextField(
        _("explanation"),
        blank=True,
        help_text=_("Why the key is right; readers see it only after they have answered."),
    )
    source = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Document, article, page.")
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="questions", verbose_name=_("topic")
    )
    difficulty = models.CharField(
        _("difficulty"), max_length=8, choices=Difficulty.choices, default=Difficulty.EASY
    )
    use = models.CharField(
        _("use"),
        max_length=16,
        choices=QuestionUse.choices,
        default=QuestionUse.PRACTICE,
        help_text=_("Questions for contests are never shown in articles."),
    )
    folded_stem = models.TextField(editable=False, default="")

    translatable_fields = [
        TranslatableField("stem"),
        TranslatableField("explanation"),
        TranslatableField("source"),
        TranslatableField("choices"),
        SynchronizedField("kind", overridable=False),
        SynchronizedField("source_url", overridable=False),
        SynchronizedField("topic", overridable=False),
        SynchronizedField("difficulty", overridable=False),
        SynchronizedField("use", overridable=False),
    ]

    objects = QuestionQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            models.Index(fields=["topic", "difficulty", "use", "live"], name="question_by_topic"),
        ]
        permissions = [("keep_answer_keys", _("Can see and set the keys of questions"))]

    def __str__(self):
        # Logs, reports, choosers and the translation pages show this to people
        # who have no right to the bank.
        if self.use == QuestionUse.CONTEST:
            return gettext("Contest question %(number)s") % {"number": self.pk or "–"}
        return self.stem if len(self.stem) <= 120 else f"{self.stem[:119]}…"

    def save(self, *args, **kwargs):
        self.folded_stem = fold(self.stem)
        super().save(*args, **kwargs)

    @staticmethod
    def keys_of(translation_key):
        """Return the key rows of a question, for querysets."""
        return AnswerKey.objects.filter(question_key=translation_key)


class Choice(TranslatableMixin, Orderable):
    """A choice of a question (phương án); it does not know whether it is right."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(_("choice"), max_length=500)

    translatable_fields = [TranslatableField("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.text


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
    day = models.DateField(_("day"), editable=False)
    answer_count = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    right_count = models.PositiveIntegerField(_("right answers"), default=0, editable=False)

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
        ]

    def __str__(self):
        return f"{self.question_key} · {self.day:%Y-%m-%d} · {self.answer_count}"
