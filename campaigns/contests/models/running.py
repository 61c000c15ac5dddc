"""What the organisers see and say while a contest runs. None of it decides a result."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from campaigns.contests.running.choices import Audience
from goodnews.units.models import Unit

from .contests import Contest
from .entrants import Entrant

MESSAGE_LENGTH = 600
QUESTION_LENGTH = 600
ANSWER_LENGTH = 1200
CODE_LENGTH = 7


class MinuteCount(models.Model):
    """How often something happened in a contest within one minute (nhịp thi).

    A figure to look at, kept for two days: a killed process loses the last seconds of its own.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="minute_counts")
    minute = models.DateTimeField()
    kind = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)
    total_ms = models.PositiveBigIntegerField(default=0)
    slowest_ms = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of a minute")
        verbose_name_plural = _("counts of minutes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "minute", "kind"], name="a_minute_is_counted_once"
            )
        ]

    def __str__(self):
        return f"{self.contest_id} – {self.minute:%H:%M} – {self.kind}: {self.count}"


class EntrantMessage(models.Model):
    """What the organisers tell entrants on their own pages (thông báo cho thí sinh)."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="messages")
    audience = models.CharField(
        _("for whom"), max_length=4, choices=Audience.choices, default=Audience.ALL
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    text = models.TextField(_("message"), max_length=MESSAGE_LENGTH)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message to entrants")
        verbose_name_plural = _("messages to entrants")
        ordering = ["-written_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(audience=Audience.UNIT, unit__isnull=False)
                | (~Q(audience=Audience.UNIT) & Q(unit__isnull=True)),
                name="a_message_to_a_unit_names_it",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=False) | Q(taken_back_by__isnull=True),
                name="a_message_is_taken_back_at_a_moment",
            ),
        ]

    def __str__(self):
        return self.text[:60]


class HelpQuestionQuerySet(models.QuerySet):
    """Questions to the organisers."""

    def waiting(self):
        """Keep the questions that have no answer yet."""
        return self.filter(answered_at__isnull=True)

    def answered(self):
        return self.filter(answered_at__isnull=False)


class HelpQuestion(models.Model):
    """A question of an entrant to the organisers, and its answer (câu hỏi trợ giúp).

    Goes with the entrant's name when the time of keeping is over.
    """

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="help_questions")
    entrant = models.ForeignKey(Entrant, on_delete=models.PROTECT, related_name="help_questions")
    text = models.TextField(_("question"), max_length=QUESTION_LENGTH)
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.TextField(_("answer"), max_length=ANSWER_LENGTH, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = HelpQuestionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question to the organisers")
        verbose_name_plural = _("questions to the organisers")
        ordering = ["asked_at", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["contest", "asked_at"],
                condition=Q(answered_at__isnull=True),
                name="waiting_questions_of_entrants",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", answered_by__isnull=True)
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answer_has_words_and_a_moment",
            ),
        ]

    def __str__(self):
        return self.text[:60]


class HelpPhrase(models.Model):
    """A ready answer of the help desk (câu trả lời mẫu)."""

    text = models.CharField(_("phrase"), max_length=300, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("The smaller number stands first.")
    )
    is_offered = models.BooleanField(_("offered when answering"), default=True)

    panels = [FieldPanel("text"), FieldPanel("position"), FieldPanel("is_offered")]

    class Meta:
        verbose_name = _("ready answer")
        verbose_name_plural = _("ready answers")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class EntryLink(models.Model):
    """The short address by which people of one unit enter a contest (đường vào thi của đơn vị)."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="entry_links")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="contest_entry_links", verbose_name=_("unit")
    )
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, editable=False)
    made_at = models.DateTimeField(_("made at"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry link of a unit")
        verbose_name_plural = _("entry links of units")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "unit"], name="a_unit_has_one_entry_link_to_a_contest"
            )
        ]

    def __str__(self):
        return self.code
