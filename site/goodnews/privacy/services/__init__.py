"""Writes of this room that have a rule."""

from .reminders import remind_of_requests
from .requests import check_identity, close_request, receive_request, withdraw_for_request
from .retention import RetentionReport, apply_retention, write_missing_rules

__all__ = [
    "RetentionReport",
    "apply_retention",
    "check_identity",
    "close_request",
    "receive_request",
    "remind_of_requests",
    "withdraw_for_request",
    "write_missing_rules",
]
