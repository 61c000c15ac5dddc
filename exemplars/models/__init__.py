"""Exemplars (gương điển hình): people and groups who are honoured, and their directory."""

from .greetings import Greeting
from .honours import Honour
from .index import ExemplarIndexPage
from .pages import ExemplarPage
from .record import ChosenStory, FollowUp, Milestone, Picture, Quotation, UnitPeriod

__all__ = [
    "ChosenStory",
    "ExemplarIndexPage",
    "ExemplarPage",
    "FollowUp",
    "Greeting",
    "Honour",
    "Milestone",
    "Picture",
    "Quotation",
    "UnitPeriod",
]
