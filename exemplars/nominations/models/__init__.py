"""Rounds of selection (đợt bình chọn), nominations (đề cử) and what the panel gave."""

from .nominations import Decision, Nomination, NominationPhoto
from .rounds import Criterion, PanelMeeting, PanelMember, SelectionRound, TieDecision
from .scores import Score, ScoreSheet

__all__ = [
    "Criterion",
    "Decision",
    "Nomination",
    "NominationPhoto",
    "PanelMeeting",
    "PanelMember",
    "Score",
    "ScoreSheet",
    "SelectionRound",
    "TieDecision",
]
