"""Exemplars (gương điển hình): people and groups who are honoured, and their directory."""

from .honours import Honour
from .pages import ExemplarIndexPage, ExemplarPage

__all__ = ["ExemplarIndexPage", "ExemplarPage", "Honour"]
