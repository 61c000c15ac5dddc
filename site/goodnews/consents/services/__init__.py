"""Writes of the consents that have a rule."""

from .proofs import add_proof, check_proof, discard_proof, forget_proof, store_proof
from .records import Agreement, record_consent, withdraw_consent

__all__ = [
    "Agreement",
    "add_proof",
    "check_proof",
    "discard_proof",
    "forget_proof",
    "record_consent",
    "store_proof",
    "withdraw_consent",
]
