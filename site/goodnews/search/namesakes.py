"""Stories that name somebody who took the consent back, found by the index."""

from datetime import datetime

from goodnews.consents.models import ConsentRecord
from goodnews.consents.names import is_full_name
from news.models import StoryPage
from news.withdrawals import take_down_naming

from .engine import matching
from .words import words_of


def take_down_found_stories(*, record: ConsentRecord, now: datetime) -> int:
    """Take down the public stories that name the person of a withdrawn profile.

    The index only finds where to look: each story is read before it is taken down.

    Returns:
        How many stories were taken down.
    """
    stories = stories_found(record.subject_name)
    return take_down_naming(stories=stories, record=record, now=now)


def stories_found(name: str):
    """Return the public stories in which the index finds a full name; of others none."""
    if not is_full_name(name):
        return StoryPage.objects.none()
    found = matching(words_of(name)).values_list("page_id", flat=True)
    return StoryPage.objects.filter(pk__in=list(found), live=True)
