"""Who may take which step about which question; the services and the pages ask the same."""

from django.utils.translation import gettext as _

from quizblocks.choices import JUDGING_VERDICTS, Verdict
from quizblocks.errors import LifeError, OwnWorkError, QuestionLockedError, StepRefusedError
from quizblocks.models import Question, QuestionLife
from quizblocks.rights import may_approve, may_review
from quizblocks.usage import running_uses

from .rules import is_allowed

# Steps that change what the public sees.
PUBLIC_VERDICTS = (Verdict.APPROVED, Verdict.RETIRED)


def refusal_of(
    verdict: Verdict, *, question: Question, life: QuestionLife, user
) -> LifeError | None:
    """Return why ``user`` may not give ``verdict`` on the saved content of ``question``, or None."""
    may = may_approve if verdict in PUBLIC_VERDICTS else may_review
    if not may(user):
        return StepRefusedError(_("Your role does not take this step."))
    if verdict in JUDGING_VERDICTS and life.is_of(user):
        return OwnWorkError()
    if not is_allowed(verdict, life.state, is_live=question.live):
        message = _("“%(state)s”: this step does not begin there.")
        return StepRefusedError(message % {"state": life.get_state_display()})
    if verdict == Verdict.RETIRED and (uses := running_uses([question.translation_key])):
        return QuestionLockedError(uses)
    return None
