"""Versions of questions: what was answered stays bound to one of them; and what annuls them."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import AnnulmentKind
from quizblocks.errors import QuestionLockedError
from quizblocks.usage import running_uses


class QuestionVersion(models.Model):
    """What was published of a question at one moment (phiên bản), in all its languages.

    Never changed, never deleted with the question: answers are bound to it by
    the question's key and the number. What is right stands in :class:`VersionKey`.
    """

    question_key = models.UUIDField(_("question"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    made_at = models.DateTimeField(_("published at"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
        editable=False,
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
        editable=False,
    )
    # Names of what changed, "key" for the key; [] for the first version.
    changes = models.JSONField(_("what changed"), default=list, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    # What the question says, by language code; see quizblocks.contents.said_in.
    content = models.JSONField(_("content"), default=dict, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        default_permissions = ()
        ordering = ["question_key", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_key", "number"], name="version_of_a_question_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="versions_are_counted_from_one"
            ),
        ]

    def __str__(self):
        return f"{self.question_key} · {self.number}"


class VersionKey(models.Model):
    """What is right in one version, apart from all that shows it (rule 13); for markers and keepers."""

    version = models.OneToOneField(
        QuestionVersion,
        on_delete=models.PROTECT,
        primary_key=True,
        # No way from the version to its key.
        related_name="+",
        editable=False,
    )
    content = models.JSONField(_("answer key"), default=dict, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("key of a version")
        verbose_name_plural = _("keys of versions")
        default_permissions = ()

    def __str__(self):
        return str(self.version_id)


class AnnulmentQuerySet(models.QuerySet):
    """Annulments by what became of them."""

    def in_force(self):
        """Annulments that have happened."""
        return self.filter(in_force_at__isnull=False)

    def pending(self):
        """Annulments that wait for a second person, corrections that wait for their key."""
        return self.filter(in_force_at__isnull=True, withdrawn_at__isnull=True)


class Annulment(models.Model):
    """A question that should not have counted (hủy câu hỏi), or a key that is corrected."""

    question_key = models.UUIDField(_("question"), editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=AnnulmentKind.choices)
    first_version = models.PositiveIntegerField(_("from version"), default=1)
    last_version = models.PositiveIntegerField(_("to version"))
    reason = models.TextField(_("reason"))
    is_for_two = models.BooleanField(_("needs a second person"), default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    in_force_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    contest_count = models.PositiveIntegerField(_("contests marked again"), default=0)
    response_count = models.PositiveIntegerField(_("papers marked again"), default=0)

    objects = AnnulmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("annulment")
        verbose_name_plural = _("annulments")
        default_permissions = ()
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["question_key"], name="annulment_by_question")]
        constraints = [
            models.UniqueConstraint(
                fields=["question_key"],
                condition=Q(in_force_at__isnull=True, withdrawn_at__isnull=True),
                name="a_question_has_one_pending_annulment",
            ),
            models.CheckConstraint(
                condition=Q(first_version__gte=1, first_version__lte=F("last_version")),
                name="annulment_covers_a_version",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="annulment_says_why"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="annulment_is_confirmed_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(in_force_at__isnull=True)
                | Q(is_for_two=False)
                | Q(confirmed_by__isnull=False),
                name="annulment_of_a_contest_question_needs_two",
            ),
            models.CheckConstraint(
                condition=Q(in_force_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="annulment_in_force_is_not_withdrawn",
            ),
        ]

    def __str__(self):
        return f"{self.question_key} · {self.kind} · {self.first_version}–{self.last_version}"


def refuse_locked(question_keys: Collection[UUID]) -> None:
    """Refuse to change questions that people are answering in a contest right now.

    A correction that somebody asked for lets the draft be edited: the contest
    goes on with the version it froze.

    Raises:
        QuestionLockedError: it names the uses.
    """
    uses = running_uses(question_keys)
    if not uses:
        return
    corrected = set(
        Annulment.objects.pending()
        .filter(kind=AnnulmentKind.CORRECTION, question_key__in=[use.question_key for use in uses])
        .values_list("question_key", flat=True)
    )
    locked = [use for use in uses if use.question_key not in corrected]
    if locked:
        raise QuestionLockedError(locked)
