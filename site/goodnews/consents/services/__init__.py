"""Writes of the consents that have a rule."""

from .pictures import name_person, remove_pictures, take_down_pictures
from .proofs import add_proof, check_proof, discard_proof, store_proof
from .records import Agreement, record_consent, withdraw_consent

__all__ = [
    "Agreement",
    "add_proof",
    "check_proof",
    "discard_proof",
    "name_person",
    "record_consent",
    "remove_pictures",
    "store_proof",
    "take_down_pictures",
    "withdraw_consent",
]
