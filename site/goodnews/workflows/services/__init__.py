"""Writes of the workflow."""

from .publication import approve_and_publish
from .schedule import PublicationRun, publish_due
from .set_up import set_up_workflow
from .take_down import end_publication, may_take_down, take_down

__all__ = [
    "PublicationRun",
    "approve_and_publish",
    "end_publication",
    "may_take_down",
    "publish_due",
    "set_up_workflow",
    "take_down",
]
