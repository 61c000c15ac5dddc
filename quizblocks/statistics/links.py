"""The ways from the bank to its figures."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from quizblocks.models import Question
from quizblocks.rights import may_analyse


def analysis_button(user) -> list[Button]:
    """Return the way to the analysis of all questions, for those who may see it."""
    return _button(user, reverse("quizblocks_statistics:items"))


def analysis_of(user, question: Question) -> list[Button]:
    """Return the way to the analysis of ``question``, for those who may see it."""
    return _button(user, reverse("quizblocks_statistics:item", args=[question.pk]))


def _button(user, url: str) -> list[Button]:
    if not may_analyse(user):
        return []
    return [Button(_("Analysis of answers"), url=url, icon_name="table", priority=60)]
