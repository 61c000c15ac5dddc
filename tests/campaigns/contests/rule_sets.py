"""Rules with fixed values: the five ready-made sets, opening Monday 2 November 2026, 10:00."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from campaigns.contests.presets import PRESETS
from campaigns.contests.rules import ContestRules

# 10:00 in Viet Nam.
OPENS = datetime(2026, 11, 2, 3, tzinfo=UTC)
WEEK, DAY, SECOND = timedelta(weeks=1), timedelta(days=1), timedelta(seconds=1)


def rule_set(code: str) -> ContestRules:
    """Return the ready-made rules ``code``."""
    return PRESETS[code].rules(OPENS)


def with_round(rules: ContestRules, place: int = 0, **values) -> ContestRules:
    """Return ``rules`` with one round changed."""
    rounds = list(rules.rounds)
    rounds[place] = replace(rounds[place], **values)
    return replace(rules, rounds=tuple(rounds))
