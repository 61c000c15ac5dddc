"""The body of a story."""

from django.utils.translation import gettext_lazy as _

from exemplars.blocks import ExemplarCardBlock
from goodnews.core.blocks import TextStreamBlock
from quizblocks.blocks import QuizBlock, check_passages
from quizblocks.polls import PollBlock


class StoryStreamBlock(TextStreamBlock):
    """The body of a story (nội dung tin): text blocks, exemplar cards, quizzes, polls."""

    exemplar = ExemplarCardBlock()
    quiz = QuizBlock()
    poll = PollBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        check_passages(cleaned)
        return cleaned

    class Meta:
        label = _("Body")
