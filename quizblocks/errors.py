"""What can go wrong with questions and answers, each with the sentence people read."""

from django.utils.translation import gettext_lazy as _


class QuizError(Exception):
    """Parent of the room's errors."""

    message = _("The quiz could not be read.")


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
