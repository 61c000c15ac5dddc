"""Writes of contests that have a rule."""

from .building import build_contest, copy_contest
from .keeping import delete_contest, keep_contest
from .publishing import change_rules, publish_contest, withdraw_contest

__all__ = [
    "build_contest",
    "change_rules",
    "copy_contest",
    "delete_contest",
    "keep_contest",
    "publish_contest",
    "withdraw_contest",
]
