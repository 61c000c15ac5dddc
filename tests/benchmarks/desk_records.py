"""What is written down of a run, and what the site has of its story."""

import os
from dataclasses import dataclass, field

from asgiref.sync import sync_to_async

from news.desk.models import DeskDraft
from news.models import StoryPage

TELLS_STEPS = "DESK_STEPS" in os.environ


@dataclass
class Tally:
    """What happened in one run, and what should not have (``faults``)."""

    number: int
    drops: int = 0
    kills: int = 0
    reloads: int = 0
    clocks: int = 0
    looks: int = 0
    seconds: float = 0
    steps: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __str__(self):
        happened = (
            f"{self.drops} drops, {self.kills} kills, {self.reloads} reloads, {self.clocks} clocks"
        )
        line = f"run {self.number}: {self.seconds:.0f} s, {happened}, {self.looks} labels compared"
        told = self.steps if self.faults or TELLS_STEPS else []
        return "\n    ".join([line, *told, *(f"FAULT {fault}" for fault in self.faults)])


def _as_dict(draft: DeskDraft) -> dict:
    photos = dict(draft.photos.values_list("content_hash", "alt_text"))
    text = draft.text.replace("\r\n", "\n")
    return {"title": draft.title, "text": text, "place": draft.place, "photos": photos}


@sync_to_async(thread_sensitive=False)
def kept_there(key: str) -> dict | None:
    draft = DeskDraft.objects.filter(key=key).first()
    return _as_dict(draft) if draft else None


@sync_to_async(thread_sensitive=False)
def story_count(title: str) -> int:
    return StoryPage.objects.filter(draft_title=title).count()


@sync_to_async(thread_sensitive=False)
def drafts_of(title: str) -> list[dict]:
    return [_as_dict(draft) for draft in DeskDraft.objects.filter(title=title)]
