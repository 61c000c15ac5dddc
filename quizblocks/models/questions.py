"""Questions and their choices; what is right stands elsewhere."""

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from quizblocks.choices import Difficulty, QuestionKind, QuestionUse
from quizblocks.formats.markup import plain_of, searched
from quizblocks.labels import label_of
from quizblocks.marked_fields import MarkedTextField, validate_stem
from quizblocks.querysets import QuestionQuerySet

from .keys import AnswerKey
from .lives import ReviewedMixin
from .pictures import PicturedMixin, is_described
from .topics import Topic


class Question(
    ReviewedMixin,
    DraftStateMixin,
    RevisionMixin,
    PicturedMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """A question of the bank (câu hỏi); what is right stands in :class:`AnswerKey` alone.

    Not previewable, not indexed for search, in no API: its only way to the
    public is ``quizblocks.quizzes``.
    """

    stem = MarkedTextField(_("question"), validators=[validate_stem])
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
    source_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("article of this site"),
        help_text=_("Where readers find the passage; it is linked while everybody may read it."),
    )
    # What a contest question draws from is nobody's to see in the article's list of uses.
    source_page.wagtail_reference_index_ignore = True
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
    tags = ClusterTaggableManager(
        through="quizblocks.QuestionTagging",
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words to find it by; readers never see them."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )
    # Who wrote a question is not where somebody is in use.
    author.wagtail_reference_index_ignore = True
    folded_stem = models.TextField(editable=False, default="")

    translatable_fields = [
        TranslatableField("stem"),
        TranslatableField("explanation"),
        TranslatableField("source"),
        TranslatableField("choices"),
        TranslatableField("picture_alt"),
        SynchronizedField("picture", overridable=False),
        SynchronizedField("kind", overridable=False),
        SynchronizedField("source_url", overridable=False),
        SynchronizedField("source_page", overridable=False),
        SynchronizedField("topic", overridable=False),
        SynchronizedField("difficulty", overridable=False),
        SynchronizedField("use", overridable=False),
    ]

    objects = QuestionQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            is_described("picture_of_a_question_is_described"),
        ]
        indexes = [
            # With the id at its end, so that a draw reads nothing but the index.
            models.Index(
                fields=["use", "live", "locale", "topic", "difficulty", "id"],
                name="question_by_place",
            ),
            models.Index(
                # Not "nulls last", which SQLite refuses in an index.
                Coalesce("latest_revision", 0).desc(),
                models.F("id").desc(),
                name="question_by_change",
            ),
        ]
        permissions = [
            ("keep_answer_keys", _("Can see and set the keys of questions")),
            ("review_question", _("Can review questions of others")),
            ("annul_question", _("Can annul questions and correct keys")),
        ]

    def __str__(self):
        return label_of(pk=self.pk, use=self.use, kind=self.kind, stem=self.stem)

    @admin.display(description=_("question"), ordering="folded_stem")
    def plain_stem(self) -> str:
        """The question as people read it where no marks can be shown."""
        return plain_of(self.stem)

    def save(self, *args, **kwargs):
        self.folded_stem = searched(self.stem)
        super().save(*args, **kwargs)

    @staticmethod
    def keys_of(translation_key):
        """Return the key rows of a question, for querysets."""
        return AnswerKey.objects.filter(question_key=translation_key)


class Choice(PicturedMixin, TranslatableMixin, Orderable):
    """A row of a question that readers see; it does not know whether it is right.

    A choice (phương án) with a text or a picture or both, a step of an order, one side of a pair, or a choice for the gap
    of that number.
    """

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = MarkedTextField(_("choice"), blank=True)
    is_item = models.BooleanField(_("left side of a pair"), default=False, editable=False)
    gap = models.PositiveSmallIntegerField(_("gap"), default=0, editable=False)

    translatable_fields = [
        TranslatableField("text"),
        TranslatableField("picture_alt"),
        SynchronizedField("picture", overridable=False),
        SynchronizedField("is_item", overridable=False),
        SynchronizedField("gap", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["sort_order", "pk"]
        constraints = [
            is_described("picture_of_a_choice_is_described"),
        ]

    def __str__(self):
        return plain_of(self.text) or self.picture_alt
