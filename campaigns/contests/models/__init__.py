"""Contests: the rules' records, who entered, what was answered, and the rankings."""

from .attempts import Attempt, AttemptAnswer, UsedVersion
from .contests import Contest, DrawLine, FixedQuestion, League, Prize, Round, RulesVersion
from .entrants import Entrant
from .rankings import FrozenTruth, Ranking

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "Contest",
    "DrawLine",
    "Entrant",
    "FixedQuestion",
    "FrozenTruth",
    "League",
    "Prize",
    "Ranking",
    "Round",
    "RulesVersion",
    "UsedVersion",
]
