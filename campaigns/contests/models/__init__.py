"""Contests: the rules' records, who entered, what was answered, and the rankings."""

from .attempts import Attempt, AttemptAnswer, UsedVersion
from .certificates import Certificate
from .chain import ChainHead, ChainLink, ContestAct, LinkChangedError
from .contests import Contest, DrawLine, FixedQuestion, League, Prize, Round, RulesVersion
from .entrants import Entrant
from .essays import EssayMark
from .flags import Flag, FlagReview, FlagRun
from .lost_codes import LostCode
from .rankings import FrozenTruth, Ranking
from .reminders import EntrantReminder
from .rosters import ExcludedPerson, RosterLine
from .running import EntrantMessage, EntryLink, HelpPhrase, HelpQuestion, MinuteCount

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
    "EntrantMessage",
    "EntrantReminder",
    "EntryLink",
    "EssayMark",
    "ExcludedPerson",
    "FixedQuestion",
    "Flag",
    "FlagReview",
    "FlagRun",
    "FrozenTruth",
    "HelpPhrase",
    "HelpQuestion",
    "League",
    "LinkChangedError",
    "LostCode",
    "MinuteCount",
    "Prize",
    "Ranking",
    "RosterLine",
    "Round",
    "RulesVersion",
    "UsedVersion",
]
