"""Consents: who agreed to what, in which words, when, by which channel."""

from .addresses import GoneAddress
from .pictures import PersonInPicture
from .proofs import ConsentProof
from .records import ConsentParty, ConsentRecord
from .texts import ConsentText

__all__ = [
    "ConsentParty",
    "ConsentProof",
    "ConsentRecord",
    "ConsentText",
    "GoneAddress",
    "PersonInPicture",
]
