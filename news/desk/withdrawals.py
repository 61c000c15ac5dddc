"""A withdrawn consent acts: the story leaves the site, in every language."""

from django.utils.translation import gettext as _

from goodnews.workflows.services import end_publication
from news.consent import records_of, same_name, still_missing
from news.models import StoryPage


def take_down_stories(*, record, now) -> None:
    """Take down the stories that stood on ``record``; its key is their translation key.

    A story stays where another consent still covers the same person.

    Source:
        Law 91/2025/QH15, article 10 (withdrawal of consent).
    """
    others = records_of(record.subject_key)[same_name(record.subject_name)]
    if not still_missing(others, record.age_band):
        return
    for story in StoryPage.objects.filter(translation_key=record.subject_key):
        if story.live or story.approved_schedule:
            end_publication(page=story, reason=_("A consent was withdrawn."), now=now)
