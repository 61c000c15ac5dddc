"""Writes of the desk."""

from .drafts import (
    Stamp,
    delete_draft,
    forget_drafts,
    hold_draft,
    is_overtaken,
    is_own_hand,
    lock_draft,
    open_draft,
    save_draft,
    take_up_again,
)
from .people import add_person, discard_people, keep_people, keep_proof, leave_drafts
from .photos import PhotoRefusal, add_photos, change_photos, hash_of, move_photo, remove_photo
from .sending import send_draft, withdraw_submission
from .word import WordDraft, start_from_word

__all__ = [
    "PhotoRefusal",
    "Stamp",
    "WordDraft",
    "add_person",
    "add_photos",
    "change_photos",
    "delete_draft",
    "discard_people",
    "forget_drafts",
    "hash_of",
    "hold_draft",
    "is_overtaken",
    "is_own_hand",
    "keep_people",
    "keep_proof",
    "leave_drafts",
    "lock_draft",
    "move_photo",
    "open_draft",
    "remove_photo",
    "save_draft",
    "send_draft",
    "start_from_word",
    "take_up_again",
    "withdraw_submission",
]
