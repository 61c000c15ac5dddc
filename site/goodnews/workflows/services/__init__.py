"""Writes of the workflow."""

from .claims import (
    claim_item,
    end_expired_claims,
    may_release_others,
    may_set_priority,
    release_claim,
    return_item,
    set_priority,
)
from .days_off import add_public_holidays
from .handing_over import hand_over
from .post import PostRun, send_waiting_letters
from .publication import approve_and_publish
from .redaction import redact_revisions, silence_in_bodies
from .replies import reply_to_return
from .schedule import PublicationRun, publish_due
from .set_up import set_up_workflow
from .take_down import end_publication, may_take_down, take_down
from .waiting import enter_stage, enter_waiting_pages, leave_stages

__all__ = [
    "PostRun",
    "PublicationRun",
    "add_public_holidays",
    "approve_and_publish",
    "claim_item",
    "end_expired_claims",
    "end_publication",
    "enter_stage",
    "enter_waiting_pages",
    "hand_over",
    "leave_stages",
    "may_release_others",
    "may_set_priority",
    "may_take_down",
    "publish_due",
    "redact_revisions",
    "release_claim",
    "reply_to_return",
    "return_item",
    "send_waiting_letters",
    "set_priority",
    "set_up_workflow",
    "silence_in_bodies",
    "take_down",
]
