"""A withdrawn consent acts: the story leaves the site, in every language."""

from django.utils.translation import gettext as _

from goodnews.workflows.services import end_publication
from news.models import StoryPage


def take_down_stories(*, record, now) -> None:
    """Take down the stories that stood on ``record``; its key is their translation key."""
    for story in StoryPage.objects.filter(translation_key=record.subject_key):
        if story.live or story.approved_schedule:
            end_publication(page=story, reason=_("A consent was withdrawn."), now=now)
