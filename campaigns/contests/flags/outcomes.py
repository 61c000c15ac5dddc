"""How many signs were judged, as the acts say it. Pure."""

from collections.abc import Iterable

from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import ContestAct

from .choices import Verdict


def reviewed_counts(acts: Iterable[ContestAct]) -> tuple[int, int]:
    """Return how many signs two people have judged alike, and how many of these hold no fault."""
    outcomes = [
        act.details.get("outcome")
        for act in acts
        if act.kind == ActKind.REVIEWED and act.details.get("outcome")
    ]
    return len(outcomes), outcomes.count(Verdict.NO_FAULT)
