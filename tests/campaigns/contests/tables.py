"""Attempts and rules for pure tests of rankings: fixed values, stated here.

A week from Monday 2 March 2026, 10:00 to Monday 9 March, 09:00 in Việt Nam; moments are
microseconds after the opening.
"""

from datetime import UTC, datetime

from campaigns.contests.results.ranking import MARK, RankedAttempt
from campaigns.contests.rules import RoundRules

OPENS = datetime(2026, 3, 2, 3, tzinfo=UTC)
CLOSES = datetime(2026, 3, 9, 2, tzinfo=UTC)
OPENING = int(OPENS.timestamp()) * 1_000_000
SECOND = 1_000_000


def week(number: int = 1, **said) -> RoundRules:
    return RoundRules(
        number=number, title=f"Tuần {number}", opens_at=OPENS, closes_at=CLOSES, **said
    )


def attempt(pk, entrant, score, **said) -> RankedAttempt:
    """One attempt: begun ``begins`` seconds after the opening, done in ``took`` seconds."""
    begins, took = said.pop("begins", pk * 1000), said.pop("took", 200)
    started = OPENING + int(begins * SECOND)
    values = {
        "round": 1,
        "unit": 0,
        "league": "",
        "is_full": False,
        "prediction": None,
        "started": started,
        "submitted": started + int(took * SECOND),
    }
    return RankedAttempt(attempt=pk, entrant=entrant, score=score * MARK, **{**values, **said})
