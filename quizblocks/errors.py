"""What can go wrong with questions and answers, each with the sentence people read."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from goodnews.workflows.errors import PublicationRefusedError


class QuizError(Exception):
    """Parent of the room's errors."""

    message = _("The quiz could not be read.")


class PictureKeptError(PermissionDenied):
    """A picture of a question cannot be deleted; which question is not said."""

    message = _("This picture belongs to the question bank and cannot be deleted.")

    def __init__(self):
        super().__init__(self.message)


class InvalidKeyError(QuizError):
    """The right choices do not fit the kind of question."""

    message = _("Mark the right choices so that they fit the kind of question.")


class InvalidAnswerError(QuizError):
    """The posted answer is none that the quiz's own form could send."""

    message = _("We could not read your answer. Reload the article and try again.")


class QuizNotFoundError(QuizError):
    """No such quiz is public: wrong address, or the article was taken down."""

    message = _("This quiz is no longer there.")


class TooManyAnswersError(QuizError):
    """One address sends more forms than a school full of readers would."""

    message = _("Too many answers came from your network. Wait a minute and try again.")


class LifeError(PublicationRefusedError):
    """A step in the life of a question is refused; the message is for the person who took it."""

    default_message = _("This step is not possible now.")

    def __init__(self, message=None):
        super().__init__([message if message is not None else self.default_message])


class UnreviewedError(LifeError):
    """Nobody approved this content."""

    default_message = _(
        "Saved as a draft. It is published once another person has reviewed and approved it."
    )


class OwnWorkError(LifeError):
    """The person changed the text or the key last."""

    default_message = _("You changed the text or the key last: another person has to review it.")


class ContentChangedError(LifeError):
    """The question was edited after the person looked at it."""

    default_message = _("It was changed after you opened it. Look at the new content first.")


class StepRefusedError(LifeError):
    """The question does not stand where this step begins, or the person may not take it."""


class ReasonMissingError(LifeError):
    """A step that others have to understand needs its reason."""

    default_message = _("Say why: the author reads it.")


class QuestionLockedError(LifeError):
    """A running contest uses the question.

    Args:
        uses: the :class:`quizblocks.usage.Use` that hold it.
    """

    def __init__(self, uses):
        self.uses = list(uses)
        names = ", ".join(sorted({f"“{use.name}”" for use in self.uses}))
        message = _(
            "In use now by %(names)s: nothing of it can be changed, taken out or deleted until that "
            "is over. If it is wrong, annul it or correct its key."
        )
        super().__init__(message % {"names": names})
