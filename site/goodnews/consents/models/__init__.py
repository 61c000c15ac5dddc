"""Consents: who agreed to what, in which words, when, by which channel."""

from .proofs import ConsentProof
from .records import ConsentParty, ConsentRecord
from .texts import ConsentText

__all__ = ["ConsentParty", "ConsentProof", "ConsentRecord", "ConsentText"]
