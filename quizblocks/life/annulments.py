"""Annulling a question, and correcting a key: what was answered is marked again, with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from goodnews.core.pagecache import purge_public_pages
from quizblocks.choices import AnnulmentKind, Verdict
from quizblocks.errors import OwnWorkError, ReasonMissingError, StepRefusedError
from quizblocks.models import Annulment, Question
from quizblocks.rescoring import Rescoring, rescore_all
from quizblocks.rights import may_annul
from quizblocks.usage import lock_lifted, uses_of

from .steps import record, take_off
from .versions import current_versions


@transaction.atomic
def ask_annulment(
    *,
    question: Question,
    kind: AnnulmentKind,
    reason: str,
    first_version: int,
    user,
    now: datetime,
) -> Annulment:
    """Annul ``question``, or ask for it where a second person has to confirm.

    Where no contest uses it the annulment is in force at once; a correction,
    once its key is approved: until then the draft of a locked question is open.

    Args:
        first_version: the first version that is wrong; all later ones are too.

    Raises:
        LifeError: no right, no reason, never published, or another one waits.
    """
    key = question.translation_key
    # One after the other: two annulments of one question meet here.
    question = Question.objects.select_for_update().get(pk=question.pk)
    last = _last_version(key, reason, user)
    is_for_two = kind == AnnulmentKind.CORRECTION or any(use.is_contest for use in uses_of([key]))
    annulment = Annulment.objects.create(
        question_key=key,
        kind=kind,
        first_version=min(max(first_version, 1), last),
        last_version=last,
        reason=reason.strip(),
        is_for_two=is_for_two,
        asked_by=user,
        asked_at=now,
    )
    if is_for_two:
        _log(annulment, "quizblocks.annulment_asked", user)
    else:
        _annul(annulment, user=user, now=now)
    return annulment


def _last_version(key: UUID, reason: str, user) -> int:
    """Return the number of the version that is valid now, if the question may be annulled.

    Raises:
        LifeError: as :func:`ask_annulment`.
    """
    _refuse_unless(may_annul(user))
    if not reason.strip():
        raise ReasonMissingError
    last = current_versions([key]).get(key)
    if last is None:
        raise StepRefusedError(_("It was never published: retire it or send it back instead."))
    if Annulment.objects.pending().filter(question_key=key).exists():
        raise StepRefusedError(_("An annulment or correction of this question waits already."))
    return last


@transaction.atomic
def confirm_annulment(*, annulment: Annulment, user, now: datetime) -> Annulment:
    """Put an annulment in force that somebody else asked for.

    Raises:
        LifeError: no right, one's own, or it does not wait any more.
    """
    _refuse_unless(may_annul(user))
    annulment = _held(annulment)
    if annulment.kind != AnnulmentKind.ANNUL:
        raise StepRefusedError(_("A correction is in force once the corrected key is approved."))
    if annulment.asked_by_id == user.pk:
        raise OwnWorkError(_("You asked for it: another person has to confirm."))
    annulment.confirmed_by = user
    _annul(annulment, user=user, now=now)
    return annulment


@transaction.atomic
def withdraw_annulment(*, annulment: Annulment, user, now: datetime) -> None:
    """Take back an annulment or correction that is not in force.

    Raises:
        LifeError: no right, or it does not wait any more.
    """
    _refuse_unless(may_annul(user))
    annulment = _held(annulment)
    annulment.withdrawn_at = now
    annulment.save(update_fields=["withdrawn_at"])
    _log(annulment, "quizblocks.annulment_withdrawn", user)


def settle_correction(*, annulment: Annulment, question: Question, user, now: datetime) -> None:
    """Put a correction in force: its key was approved and published in this transaction."""
    key = question.translation_key
    annulment.confirmed_by = user
    _put_in_force(annulment, corrected_version=current_versions([key])[key], user=user, now=now)
    _log(annulment, "quizblocks.corrected", user)


def _annul(annulment: Annulment, *, user, now: datetime) -> None:
    """Take the question out everywhere at once, and have results marked again."""
    key = annulment.question_key
    with lock_lifted([key]):
        for language in Question.objects.select_for_update().filter(translation_key=key):
            take_off(language, user=user)
            record(
                question=language,
                verdict=Verdict.ANNULLED,
                user=user,
                now=now,
                reason=annulment.reason,
            )
    _put_in_force(annulment, corrected_version=None, user=user, now=now)
    _log(annulment, "quizblocks.annulled", user)


def _put_in_force(
    annulment: Annulment, *, corrected_version: int | None, user, now: datetime
) -> None:
    annulment.in_force_at = now
    # The database refuses here what only two persons may do.
    annulment.save()
    rescored = rescore_all(
        Rescoring(
            question_key=annulment.question_key,
            kind=AnnulmentKind(annulment.kind),
            first_version=annulment.first_version,
            last_version=annulment.last_version,
            corrected_version=corrected_version,
            reason=annulment.reason,
            user=user,
            now=now,
        )
    )
    annulment.contest_count = rescored.contest_count
    annulment.response_count = rescored.response_count
    annulment.save(update_fields=["contest_count", "response_count"])
    purge_public_pages()


def _held(annulment: Annulment) -> Annulment:
    """Return ``annulment`` held for the transaction.

    Raises:
        StepRefusedError: it does not wait any more.
    """
    found = Annulment.objects.select_for_update().pending().filter(pk=annulment.pk).first()
    if found is None:
        raise StepRefusedError(_("This has been decided already."))
    return found


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise StepRefusedError(_("Your role does not take this step."))


def _log(annulment: Annulment, action: str, user) -> None:
    """Write a step into the audit log of the question, whatever its language."""
    questions = Question.objects.filter(translation_key=annulment.question_key)
    data = {"reason": annulment.reason, "effect": effect_sentence(annulment)}
    for question in questions.order_by("pk")[:1]:
        log(instance=question, action=action, user=user, data=data)


def annulments_of(question_keys) -> dict[UUID, list[Annulment]]:
    """Return the annulments in force, newest first, by question: one query."""
    found: dict[UUID, list[Annulment]] = {}
    for annulment in Annulment.objects.in_force().filter(question_key__in=question_keys):
        found.setdefault(annulment.question_key, []).append(annulment)
    return found


def annulment_sentence(annulment: Annulment) -> str:
    """Return what reports say beside counts that no longer count."""
    message = (
        _("This question was annulled on %(day)s because: %(reason)s")
        if annulment.kind == AnnulmentKind.ANNUL
        else _("The key of this question was corrected on %(day)s because: %(reason)s")
    )
    day = date_format(timezone.localtime(annulment.in_force_at), "SHORT_DATE_FORMAT")
    return message % {"day": day, "reason": annulment.reason}


def effect_sentence(annulment: Annulment) -> str:
    """Return how much was marked again, or "" where nothing was."""
    if not annulment.contest_count and not annulment.response_count:
        return ""
    contests = ngettext("%(count)s contest", "%(count)s contests", annulment.contest_count)
    papers = ngettext(
        "%(count)s paper marked again", "%(count)s papers marked again", annulment.response_count
    )
    return ", ".join(
        text % {"count": number_format(count, force_grouping=True)}
        for text, count in (
            (contests, annulment.contest_count),
            (papers, annulment.response_count),
        )
    )
