"""Writes of the plan and the reserve."""

from .feed import make_feed_key, revoke_feed_key
from .plan import change_item, move_item, plan_slot, remove_item
from .reserve import release_published, reserve_story, withdraw_story
from .watch import WatchRun, watch_slots

__all__ = [
    "WatchRun",
    "change_item",
    "make_feed_key",
    "move_item",
    "plan_slot",
    "release_published",
    "remove_item",
    "reserve_story",
    "revoke_feed_key",
    "watch_slots",
    "withdraw_story",
]
