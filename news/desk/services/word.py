"""A draft made of a Word file."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.http import Http404

from news.desk.models import DeskDraft
from news.desk.word import WordStory

from .drafts import open_draft, save_draft
from .photos import PhotoRefusal, add_photos


@dataclass(frozen=True)
class WordDraft:
    """A draft, and the pictures of the file that it could not take."""

    draft: DeskDraft
    refusals: list[PhotoRefusal]


def start_from_word(*, owner, key: UUID, story: WordStory, now: datetime) -> WordDraft:
    """Make the draft ``key`` of ``story``; twice with the same key makes one draft.

    Raises:
        Http404: the key is that of somebody else's draft.
        HeldByReviewerError: the draft was sent meanwhile.
    """
    draft = open_draft(owner=owner, key=key, now=now)
    if draft is None:
        raise Http404
    draft.title, draft.text = story.title, story.text
    save_draft(draft=draft, now=now)
    files = [
        ContentFile(picture, name=f"word-{number}")
        for number, picture in enumerate(story.pictures, start=1)
    ]
    return WordDraft(draft, add_photos(draft=draft, files=files, now=now))
