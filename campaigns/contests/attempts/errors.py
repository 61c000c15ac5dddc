"""Why an attempt cannot go on, each with the sentence the entrant reads."""

from django.utils.translation import gettext_lazy as _

from campaigns.contests.told_errors import ToldError


class AttemptError(ToldError):
    """Parent of the errors of attempts.

    Attributes:
        reason: a word for the page's script.
        status: of the reply.
    """

    reason = "refused"
    status = 409


class NotOpenYetError(AttemptError):
    """The round has not begun."""

    reason = "early"
    message = _("This round has not begun yet.")


class RoundClosedError(AttemptError):
    """The round is over."""

    reason = "closed"
    message = _("This round is over: no answer is taken any more.")


class NoTriesLeftError(AttemptError):
    """Every try of this round is used up."""

    reason = "used"
    message = _("You have used all your tries of this round.")


class DisqualifiedError(AttemptError):
    """The entrant is out."""

    reason = "out"
    message = _("You no longer take part in this contest. Ask the organisers for the reason.")


class EmptyBankError(AttemptError):
    """The bank has too few questions: a fault of the set-up, not of the person."""

    reason = "bank"
    status = 503
    message = _(
        "There are not enough questions for this round now. Your try is not used up; the "
        "organisers have to look at it."
    )


class TimeOverError(AttemptError):
    """The deadline is over; what was saved by then counts."""

    reason = "late"
    message = _("The time is over. What the site had saved by then counts.")


class SubmittedError(AttemptError):
    """The attempt was submitted."""

    reason = "submitted"
    message = _("This attempt has been submitted; nothing can be changed any more.")


class OvertakenError(AttemptError):
    """Another device has saved a later answer to the same question.

    Attributes:
        sequence: the number that the next save has to be above.
    """

    reason = "overtaken"
    message = _("Another device has answered this question meanwhile.")

    def __init__(self, sequence: int):
        self.sequence = sequence
        super().__init__()


class UnreadableAnswerError(AttemptError):
    """No answer that the page's own form could send."""

    reason = "unreadable"
    status = 400
    message = _("We could not read this answer. Reload the page; what is saved stays saved.")


class TooLargeError(AttemptError):
    """Far longer than any answer."""

    reason = "large"
    status = 413
    message = _("This is too long for an answer.")


class NoPredictionError(AttemptError):
    """No prediction is asked for now."""

    reason = "prediction"
    message = _("No prediction is taken now.")


class NotANumberError(AttemptError):
    """The prediction is no whole number."""

    reason = "number"
    status = 422
    message = _("Write a whole number from 0 to 999,999,999, in digits only.")


class EssayTooLongError(AttemptError):
    """The essay has more words than the rules allow."""

    reason = "essay"
    status = 422

    def __init__(self, count: int, most: int):
        super().__init__()
        self.message = _(
            "The essay has %(count)s words; %(most)s fit. Shorten it: until then the site keeps "
            "what was saved before."
        ) % {"count": count, "most": most}
