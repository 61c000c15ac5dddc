"""Fixed choices of the plan."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.choices import SlotKind
from news.choices import StoryKind

SLOT_OF_STORY = {StoryKind.GOOD_NEWS: SlotKind.DAY, StoryKind.BEAUTIFUL_STORY: SlotKind.WEEK}
STORY_OF_SLOT = {slot: story for story, slot in SLOT_OF_STORY.items()}


class SlotState(StrEnum):
    """How a day or a week of the plan stands; each has a word and a shape of its own."""

    FILLED = "filled"
    READY = "ready"
    PLANNED = "planned"
    ASSIGNED = "assigned"
    EMPTY = "empty"
    DUE = "due"
    GAP = "gap"
    OUTSIDE = "outside"


STATE_WORDS = {
    SlotState.FILLED: _("Published"),
    SlotState.READY: _("Approved, waits for its hour"),
    SlotState.PLANNED: _("Planned, not approved yet"),
    SlotState.ASSIGNED: _("Given to somebody, no story yet"),
    SlotState.EMPTY: _("Empty"),
    SlotState.DUE: _("Nothing yet"),
    SlotState.GAP: _("Stayed empty"),
    SlotState.OUTSIDE: "",
}
# Shapes, so that the states are told apart without colour.
STATE_SIGNS = {
    SlotState.FILLED: "✔",
    SlotState.READY: "◉",
    SlotState.PLANNED: "◐",
    SlotState.ASSIGNED: "◌",
    SlotState.EMPTY: "□",
    SlotState.DUE: "!",
    SlotState.GAP: "✕",
    SlotState.OUTSIDE: "",
}


class NoticeKind(models.TextChoices):
    """What the editors are told about a slot, each once."""

    TWO_DAYS = "two_days", _("empty in two days")
    ONE_DAY = "one_day", _("empty tomorrow")
    FILLED = "filled", _("filled from the reserve")
