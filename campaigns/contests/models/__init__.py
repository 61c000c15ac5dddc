"""Contests: the rules' records, who entered, what was answered, and the rankings."""

from .attempts import Attempt, AttemptAnswer, UsedVersion
from .chain import ChainHead, ChainLink, ContestAct, LinkChangedError
from .contests import Contest, DrawLine, FixedQuestion, League, Prize, Round, RulesVersion
from .entrants import Entrant
from .rankings import FrozenTruth, Ranking
from .running import EntrantMessage, EntryLink, HelpPhrase, HelpQuestion, MinuteCount

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "ChainHead",
    "ChainLink",
    "Contest",
    "ContestAct",
    "DrawLine",
    "Entrant",
    "EntrantMessage",
    "EntryLink",
    "FixedQuestion",
    "FrozenTruth",
    "HelpPhrase",
    "HelpQuestion",
    "League",
    "LinkChangedError",
    "MinuteCount",
    "Prize",
    "Ranking",
    "Round",
    "RulesVersion",
    "UsedVersion",
]
