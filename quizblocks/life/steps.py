"""Writing down a step in the life of a question; the rules stand in the services."""

from datetime import datetime

from django.db import transaction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log

from quizblocks.choices import VERDICT_STATES, Verdict
from quizblocks.models import Question, QuestionLife, QuestionReview

from .contents import saved_content

# Publishing logs an approval, and an annulment is logged with what it changed.
LOGGED_ELSEWHERE = (Verdict.APPROVED, Verdict.ANNULLED)


def note_saved(question: Question, *, user, now: datetime) -> QuestionLife:
    """Return where ``question`` stands, its last saved content taken into account."""
    QuestionLife.objects.note({question: saved_content(question)}, user=user, now=now)
    return QuestionLife.objects.get(question=question)


def record(
    *,
    question: Question,
    verdict: Verdict,
    user,
    now: datetime,
    reason: str = "",
    voucher: str = "",
    life: QuestionLife | None = None,
) -> QuestionReview:
    """Write down ``verdict`` on the last saved content of ``question``; earlier ones end.

    Args:
        life: where the question stands, if its last saved content was just noted.
    """
    life = life or note_saved(question, user=None, now=now)
    end_reviews([question.pk], now=now)
    review = QuestionReview.objects.create(
        question=question,
        verdict=verdict,
        digest=life.digest,
        text_by_id=life.text_by_id,
        key_by_id=life.key_by_id,
        reviewer=user,
        voucher=voucher,
        reason=reason,
        decided_at=now,
    )
    life.state = VERDICT_STATES[verdict]
    life.save(update_fields=["state"])
    if user is not None and verdict not in LOGGED_ELSEWHERE:
        data = {"reason": reason} if reason else {}
        log(instance=question, action=f"quizblocks.{verdict}", user=user, data=data)
    return review


def take_off(question: Question, *, user) -> None:
    """Take ``question`` from the public; the step that does it has its own right and its own log."""
    action = UnpublishAction(question, user=user, log_action=False)
    action.execute(skip_permission_checks=True)


def end_reviews(question_ids, *, now: datetime) -> None:
    """End every standing review of questions."""
    QuestionReview.objects.standing().filter(question__in=question_ids).update(ended_at=now)


@transaction.atomic
def vouch_for(
    *, question: Question, voucher: str, now: datetime, life: QuestionLife | None = None
) -> None:
    """Approve the saved content of ``question`` where no person reviews it: a site's set-up.

    The review shows ``voucher`` in the place of a name. Nothing in the admin leads here.
    ``life`` as in :func:`record`.
    """
    approved = Verdict.APPROVED
    record(question=question, verdict=approved, user=None, now=now, voucher=voucher, life=life)
