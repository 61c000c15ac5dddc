"""Contests of the ready-made sets, with fixed texts."""

from campaigns.contests.models import Contest
from campaigns.contests.services import build_contest

from .rule_sets import rule_set


def make_contest(code: str = "mot-luot", **values) -> Contest:
    """Return a draft of a ready-made set."""
    texts = {"organiser_name": "Tỉnh Đoàn", "complaint_contact": "Văn phòng, 0210 000 000"}
    return build_contest(rules=rule_set(code), **{**texts, **values})
