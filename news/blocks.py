"""The body of a story."""

from django.utils.translation import gettext_lazy as _

from goodnews.core.blocks import TextStreamBlock


class StoryStreamBlock(TextStreamBlock):
    """The body of a story (nội dung tin): text blocks, exemplar cards, quizzes."""

    class Meta:
        label = _("Body")
