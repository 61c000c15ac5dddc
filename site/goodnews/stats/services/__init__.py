"""Writes of the counts."""

from .recounts import Recounted, add_up_month, add_up_page_views, recount_metrics
from .visits import Recorded, add_to, forget_visitors, record_view, salt_of

__all__ = [
    "Recorded",
    "Recounted",
    "add_to",
    "add_up_month",
    "add_up_page_views",
    "forget_visitors",
    "record_view",
    "recount_metrics",
    "salt_of",
]
