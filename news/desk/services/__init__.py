"""Writes of the desk."""

from .drafts import delete_draft, open_draft, save_draft, take_up_again
from .photos import PhotoRefusal, add_photos, change_photos, move_photo, remove_photo
from .sending import send_draft, withdraw_submission

__all__ = [
    "PhotoRefusal",
    "add_photos",
    "change_photos",
    "delete_draft",
    "move_photo",
    "open_draft",
    "remove_photo",
    "save_draft",
    "send_draft",
    "take_up_again",
    "withdraw_submission",
]
