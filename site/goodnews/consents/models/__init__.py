"""Consents: who agreed to what, in which words, when, by which channel."""

from .addresses import GoneAddress
from .pictures import PersonInPicture
from .proofs import ConsentProof
from .records import ConsentParty, ConsentRecord
from .requests import ConsentAnswer, ConsentRequest, ConsentRequestParty, ConsentRequestPurpose
from .texts import ConsentText

__all__ = [
    "ConsentAnswer",
    "ConsentParty",
    "ConsentProof",
    "ConsentRecord",
    "ConsentRequest",
    "ConsentRequestParty",
    "ConsentRequestPurpose",
    "ConsentText",
    "GoneAddress",
    "PersonInPicture",
]
