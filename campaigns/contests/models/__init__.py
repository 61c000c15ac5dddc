"""Contests: the rules' records, who entered, what was answered, and the rankings."""

from .attempts import Attempt, AttemptAnswer, UsedVersion
from .certificates import Certificate
from .chain import ChainHead, ChainLink, ContestAct, LinkChangedError
from .contests import Contest, DrawLine, FixedQuestion, League, Prize, Round, RulesVersion
from .entrants import Entrant
from .essays import EssayMark
from .rankings import FrozenTruth, Ranking

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "Certificate",
    "ChainHead",
    "ChainLink",
    "Contest",
    "ContestAct",
    "DrawLine",
    "Entrant",
    "EssayMark",
    "FixedQuestion",
    "FrozenTruth",
    "League",
    "LinkChangedError",
    "Prize",
    "Ranking",
    "Round",
    "RulesVersion",
    "UsedVersion",
]
