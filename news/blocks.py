"""The body of a story."""

from django.utils.translation import gettext_lazy as _

from exemplars.blocks import ExemplarCardBlock
from goodnews.core.blocks import TextStreamBlock
from quizblocks.blocks import QuizBlock


class StoryStreamBlock(TextStreamBlock):
    """The body of a story (nội dung tin): text blocks, exemplar cards, quizzes."""

    exemplar = ExemplarCardBlock()
    quiz = QuizBlock()

    class Meta:
        label = _("Body")
