"""What is wrong with rules, said at the place where it can be mended; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How far a finding goes."""

    # Contradicts itself: not even a draft is saved with it.
    WRONG = "wrong"
    # Something is still missing: a draft may be saved, but not published.
    MISSING = "missing"
    # Perhaps meant so.
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        path: the field, such as ``rounds.0.draws.1.count``: numbers count from 0.
        message: what to do about it, for the organiser.
    """

    path: str
    message: str
    severity: Severity = Severity.WRONG


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return what stands in the way of publishing."""
    return [each for each in findings if each.severity is not Severity.DOUBTFUL]


def wrong(findings: Iterable[Finding]) -> list[Finding]:
    """Return what stands in the way of saving."""
    return [each for each in findings if each.severity is Severity.WRONG]
