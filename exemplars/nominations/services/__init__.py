"""Writes of the nominations."""

from .consents import ask_about
from .drafts import (
    PhotoRefusal,
    add_photos,
    delete_draft,
    describe_photos,
    open_nomination,
    remove_photo,
    save_nomination,
    send_nomination,
    takes_nomination,
    withdraw_nomination,
)
from .keeping import NAMELESS, forget_nominee
from .lists import honour, leave_out, put_on_long_list, put_on_short_list, return_nomination
from .profiles import make_profile
from .rounds import close_round, close_scoring, open_nominations, open_scoring, start_long_list
from .scoring import abstain, give_points, give_vote, has_conflict
from .ties import decide_tie

__all__ = [
    "NAMELESS",
    "PhotoRefusal",
    "abstain",
    "add_photos",
    "ask_about",
    "close_round",
    "close_scoring",
    "decide_tie",
    "delete_draft",
    "describe_photos",
    "forget_nominee",
    "give_points",
    "give_vote",
    "has_conflict",
    "honour",
    "leave_out",
    "make_profile",
    "open_nomination",
    "open_nominations",
    "open_scoring",
    "put_on_long_list",
    "put_on_short_list",
    "remove_photo",
    "return_nomination",
    "save_nomination",
    "send_nomination",
    "start_long_list",
    "takes_nomination",
    "withdraw_nomination",
]
