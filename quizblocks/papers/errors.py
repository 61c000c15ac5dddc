"""Why a paper cannot be made, each with the sentence its maker reads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizblocks.errors import QuizError


class PaperError(QuizError):
    """Parent of the errors of papers."""

    message = _("The paper could not be made.")


class PaperTooLongError(PaperError):
    """More questions than one paper holds."""

    message = _("A paper holds at most 120 questions.")


class UnprintableQuestionsError(PaperError):
    """Some questions are not published, or have no valid key."""

    def __init__(self, count: int):
        self.count = count
        super().__init__(count)

    @property
    def message(self) -> str:
        return ngettext(
            "%(count)d of the questions is not published with a valid key. Only published "
            "questions are printed.",
            "%(count)d of the questions are not published with a valid key. Only published "
            "questions are printed.",
            self.count,
        ) % {"count": self.count}
