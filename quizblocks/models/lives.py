"""Where questions stand, who wrote what was saved last, and the gate before the public."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import VERDICT_STATES, WAITING_STATES, QuestionState
from quizblocks.contents import digest_of, digest_of_content, joint_digest
from quizblocks.errors import UnreviewedError

from .keys import AnswerKey
from .pictures import HeldPicture, pictures_in
from .reviews import QuestionReview
from .versions import refuse_locked

# Written whenever a draft is saved: nothing of the public content.
DRAFT_FIELDS = frozenset({"latest_revision", "has_unpublished_changes", "go_live_at", "expire_at"})

DRAFT = QuestionState.DRAFT


def draft_key_digests(question_keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return the fingerprints of the keys as their keepers last saved them."""
    wanted = list(question_keys)
    found = AnswerKey.objects.draft().contents_of(wanted)
    return {key: digest_of(found.get(key, {})) for key in wanted}


class QuestionLifeQuerySet(models.QuerySet):
    """Where questions stand."""

    def waiting(self):
        """Lives of questions that somebody has to review."""
        return self.filter(state__in=WAITING_STATES)

    def waiting_for(self, user):
        """Lives of questions that ``user`` may review: somebody else wrote text and key."""
        return self.waiting().exclude(Q(text_by=user) | Q(key_by=user))

    def note(self, contents: Mapping[Any, Mapping[str, Any]], *, user, now: datetime) -> None:
        """Remember who changed text and key of questions last, and where they stand now.

        A question's translations share its key, so the key belongs to the
        original alone. Their pictures are held from now on. Six queries, however many questions there are.

        Args:
            contents: what was saved, by question, as revisions write it.
            user: who saved it.
        """
        HeldPicture.objects.hold(
            {question.translation_key: pictures_in(said) for question, said in contents.items()}
        )
        pks = [question.pk for question in contents]
        lives = self.in_bulk(pks)
        originals = originals_among(contents)
        keys = draft_key_digests(question.translation_key for question in originals)
        verdicts, noted = _standing_verdicts(pks), []
        for question, content in contents.items():
            life = lives.get(question.pk) or QuestionLife(question_id=question.pk)
            life.note_text(digest_of_content(content), user=user, now=now)
            if question in originals:
                life.note_key(keys[question.translation_key], user=user, now=now)
            # Of a new question there are none, and what its key adds to its text is not asked.
            passed = verdicts.get(question.pk)
            life.state = passed.get(life.digest, DRAFT) if passed else DRAFT
            noted.append(life)
        self.bulk_create(
            noted,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["question"],
            update_fields=["state", "text_digest", "text_by", "key_digest", "key_by", "saved_at"],
        )


def originals_among(questions: Collection) -> set:
    """Return those of ``questions`` that were there before their translations."""
    model = QuestionLife._meta.get_field("question").related_model
    siblings = model._base_manager.filter(
        translation_key__in={question.translation_key for question in questions}
    )
    firsts = siblings.order_by().values("translation_key").annotate(first=Min("pk"))
    first = {row["first"] for row in firsts}
    return {question for question in questions if question.pk in first}


def _standing_verdicts(question_ids: Collection[int]) -> dict[int, dict[str, QuestionState]]:
    """Return what the last standing review of each content makes of it, by question and content."""
    rows = QuestionReview.objects.standing().filter(question__in=question_ids).order_by("pk")
    states = {}
    for question, digest, verdict in rows.values_list("question", "digest", "verdict"):
        states.setdefault(question, {})[digest] = VERDICT_STATES[verdict]
    return states


class QuestionLife(models.Model):
    """Where the last saved content of a question stands, and whose it is.

    Beside the question, not in it: revisions, copies and translations of a
    question never carry it along.
    """

    question = models.OneToOneField(
        "quizblocks.Question", on_delete=models.CASCADE, primary_key=True, related_name="life"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=QuestionState.choices, default=QuestionState.DRAFT
    )
    text_digest = models.CharField(max_length=64, blank=True)
    text_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    key_digest = models.CharField(max_length=64, blank=True)
    key_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(null=True)

    objects = QuestionLifeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("state of a question")
        verbose_name_plural = _("states of questions")
        default_permissions = ()
        indexes = [models.Index(fields=["state", "saved_at"], name="life_by_state")]

    def __str__(self):
        return f"{self.question_id} · {self.state}"

    @property
    def digest(self) -> str:
        """The fingerprint that a review of this content bears."""
        return joint_digest(self.text_digest, self.key_digest)

    def note_text(self, digest: str, *, user, now: datetime) -> None:
        """Remember who wrote the text; saving it unchanged makes nobody its author."""
        if digest != self.text_digest:
            self.text_digest, self.text_by, self.saved_at = digest, user, now

    def note_key(self, digest: str, *, user, now: datetime) -> None:
        """Remember who set the key; saving it unchanged makes nobody its author."""
        if digest != self.key_digest:
            self.key_digest, self.key_by, self.saved_at = digest, user, now

    def is_of(self, user) -> bool:
        """Tell whether ``user`` changed the text or the key last."""
        return user is not None and user.pk in (self.text_by_id, self.key_by_id)


class ReviewedMixin(models.Model):
    """A question that is public only with a content that another person approved (rule 4).

    The gate stands in ``save()``, where every path to the public ends: buttons,
    bulk actions, the API, the schedule, copies and translations alike.
    """

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        is_new = self._state.adding
        if update_fields is None or not set(update_fields) <= DRAFT_FIELDS:
            if not is_new:
                refuse_locked([self.translation_key])
            self.pass_gate()
        super().save(*args, update_fields=update_fields, **kwargs)
        if is_new:
            QuestionLife.objects.get_or_create(question=self)

    def pass_gate(self) -> None:
        """Let a save through that shows the public nothing new.

        Raises:
            UnreviewedError: nobody approved this content.
        """
        if not self.live:
            return
        text = digest_of_content(self.serializable_data())
        if self.pk and QuestionReview.objects.covers(question_id=self.pk, digest=self._joint(text)):
            return
        stored = type(self)._base_manager.filter(pk=self.pk, live=True).first()
        if (
            stored is None
            or stored.live_revision_id != self.live_revision_id
            or digest_of_content(stored.serializable_data()) != text
        ):
            raise UnreviewedError

    def _joint(self, text_digest: str) -> str:
        key = self.translation_key
        is_original = bool(originals_among([self]))
        return joint_digest(text_digest, draft_key_digests([key])[key] if is_original else "")

    def save_revision(self, user=None, *args, **kwargs):
        """Save a revision, and remember who changed what.

        Raises:
            QuestionLockedError: a running contest uses the question.
        """
        refuse_locked([self.translation_key])
        revision = super().save_revision(user, *args, **kwargs)
        QuestionLife.objects.note({self: revision.content}, user=user, now=timezone.now())
        return revision
