"""Writes of this room that have a rule."""

from .reorganisation import (
    Preview,
    check_split,
    merge_units,
    preview_merger,
    preview_split,
    split_unit,
    was_merged,
    was_split,
)
from .tree import (
    add_unit,
    change_dates,
    free_slug,
    move_unit,
    place_new_unit,
    refuse_earlier_end,
)

__all__ = [
    "Preview",
    "add_unit",
    "change_dates",
    "check_split",
    "free_slug",
    "merge_units",
    "move_unit",
    "place_new_unit",
    "preview_merger",
    "preview_split",
    "refuse_earlier_end",
    "split_unit",
    "was_merged",
    "was_split",
]
