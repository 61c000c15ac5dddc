"""Passing, sending back, approving and retiring questions."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from quizblocks.choices import AnnulmentKind, KeyStage, Verdict
from quizblocks.errors import (
    ContentChangedError,
    OwnWorkError,
    ReasonMissingError,
    StepRefusedError,
)
from quizblocks.models import Annulment, Question, refuse_locked
from quizblocks.services import read_keys

from .annulments import settle_correction
from .contents import is_original
from .decisions import refusal_of
from .faults import faults_of
from .steps import note_saved, record, take_off


@transaction.atomic
def pass_question(*, question: Question, user, digest: str, now: datetime) -> None:
    """Say that the content ``digest`` of ``question`` is good ("Đạt"); somebody may then approve it.

    Raises:
        LifeError: it is the person's own work, was changed since, does not wait, or is
            not complete.
    """
    question = _open(question, user, Verdict.PASSED, digest=digest)
    _refuse_incomplete(question)
    record(question=question, verdict=Verdict.PASSED, user=user, now=now)


@transaction.atomic
def return_question(*, question: Question, user, reason: str, digest: str, now: datetime) -> None:
    """Send ``question`` back to its author, who reads ``reason`` ("Trả lại").

    Raises:
        LifeError: as :func:`pass_question`, or there is no reason.
    """
    _refuse_without(reason)
    question = _open(question, user, Verdict.RETURNED, digest=digest)
    record(question=question, verdict=Verdict.RETURNED, user=user, now=now, reason=reason.strip())


@transaction.atomic
def approve_question(*, question: Question, user, digest: str, now: datetime) -> None:
    """Approve the content ``digest`` of ``question`` and publish it with its key ("Duyệt").

    Where a correction was asked for, its results are marked again.

    Args:
        digest: of the content that the person looked at.

    Raises:
        LifeError: it is the person's own work, was changed since they looked,
            is not complete, or is in use by a running contest.
    """
    refuse_locked([question.translation_key])
    question = _open(question, user, Verdict.APPROVED, digest=digest)
    correction = _correction_of(question, user)
    _refuse_incomplete(question)
    record(question=question, verdict=Verdict.APPROVED, user=user, now=now)
    revision = question.latest_revision or question.save_revision()
    revision.publish(user=user, log_action="quizblocks.approved", skip_permission_checks=True)
    if correction is not None:
        settle_correction(annulment=correction, question=question, user=user, now=now)


@transaction.atomic
def retire_question(*, question: Question, user, reason: str, now: datetime) -> None:
    """Take ``question`` out of use for good, in all its languages ("Thôi dùng").

    A translation is retired alone. It comes back through a review.

    Raises:
        LifeError: there is no reason, or a running contest uses it.
    """
    _refuse_without(reason)
    question = _open(question, user, Verdict.RETIRED)
    languages = [question]
    if is_original(question):
        languages += Question.objects.filter(translation_key=question.translation_key).exclude(
            pk=question.pk
        )
    for each in languages:
        take_off(each, user=user)
        record(question=each, verdict=Verdict.RETIRED, user=user, now=now, reason=reason.strip())


def _open(question: Question, user, verdict: Verdict, *, digest: str | None = None) -> Question:
    """Return ``question``, held for the transaction, if ``user`` may give ``verdict`` on it.

    Args:
        digest: of the content that the person saw; None where it does not matter.

    Raises:
        LifeError: they may not, or it has changed.
    """
    question = (
        Question.objects.select_for_update(of=("self",))
        .select_related("latest_revision")
        .get(pk=question.pk)
    )
    life = note_saved(question, user=None, now=timezone.now())
    if digest is not None and life.digest != digest:
        raise ContentChangedError
    error = refusal_of(verdict, question=question, life=life, user=user)
    if error is not None:
        raise error
    return question


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError


def _refuse_incomplete(question: Question) -> None:
    """Refuse what the public could not be shown.

    Raises:
        StepRefusedError: with what is missing.
    """
    draft = question.latest_revision.as_object() if question.latest_revision else question
    faults = faults_of(draft)
    if faults:
        raise StepRefusedError(" ".join(faults))


def _correction_of(question: Question, user) -> Annulment | None:
    """Return the correction that this approval would settle.

    Raises:
        LifeError: the person asked for it, or the key was not changed yet.
    """
    pending = Annulment.objects.pending().filter(
        question_key=question.translation_key, kind=AnnulmentKind.CORRECTION
    )
    correction = pending.first() if is_original(question) else None
    if correction is None:
        return None
    if correction.asked_by_id == user.pk:
        raise OwnWorkError(_("You asked for this correction: another person has to approve it."))
    key = [question.translation_key]
    if read_keys(key, stage=KeyStage.DRAFT) == read_keys(key, stage=KeyStage.LIVE):
        raise StepRefusedError(_("A correction waits, and the key is still the old one."))
    return correction
