"""Contests of the ready-made sets, with fixed texts."""

from dataclasses import replace

from campaigns.contests.models import Contest
from campaigns.contests.rules import DrawRules
from campaigns.contests.services import build_contest, publish_contest

from .rule_sets import DAY, OPENS, WEEK, rule_set, with_round


def make_contest(code: str = "mot-luot", **values) -> Contest:
    """Return a draft of a ready-made set."""
    texts = {"organiser_name": "Tỉnh Đoàn", "complaint_contact": "Văn phòng, 0210 000 000"}
    return build_contest(rules=rule_set(code), **{**texts, **values})


def make_published(slug: str = "cuoc-thi-mot-cau") -> Contest:
    """Return a published contest of one question, open for three weeks from 2 November 2026.

    The bank must hold a question for contests.
    """
    rules = with_round(
        rule_set("mot-luot"), closes_at=OPENS + 3 * WEEK, draws=(DrawRules(count=1),)
    )
    rules = replace(rules, title="Cuộc thi một câu", rounds=rules.rounds[:1], prizes=())
    contest = build_contest(
        rules=rules, slug=slug, organiser_name="Tỉnh Đoàn", complaint_contact="Văn phòng"
    )
    publish_contest(contest=contest, user=None, now=OPENS - DAY)
    return contest
