"""Writes of the consents that have a rule."""

from .answers import Answered, answer_consent, check_name, open_link, withdraw_by_link
from .expiry import expire_consents, warn_of_last_days
from .holding import hold_consents
from .keeping import forget_request
from .pictures import name_person, remove_pictures, take_down_pictures
from .proofs import add_proof, check_proof, discard_proof, forget_proof, store_proof
from .records import Agreement, record_consent, withdraw_consent
from .requests import AskedConsent, ask_for_consent, new_link, revoke_request

__all__ = [
    "Agreement",
    "Answered",
    "AskedConsent",
    "add_proof",
    "answer_consent",
    "ask_for_consent",
    "check_name",
    "check_proof",
    "discard_proof",
    "expire_consents",
    "forget_proof",
    "forget_request",
    "hold_consents",
    "name_person",
    "new_link",
    "open_link",
    "record_consent",
    "remove_pictures",
    "revoke_request",
    "store_proof",
    "take_down_pictures",
    "warn_of_last_days",
    "withdraw_by_link",
    "withdraw_consent",
]
