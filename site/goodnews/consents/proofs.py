"""From the bytes that somebody sends as a proof to the bytes that are kept; no database.

A photograph is drawn anew, without its metadata. A PDF is kept as it came: it
is evidence, and nothing on the site ever opens it.
"""

import hashlib
import re
from dataclasses import dataclass

from goodnews.images.errors import PhotoRefusedError
from goodnews.images.photographs import clean_photograph

from .choices import ProofKind
from .errors import ProofRefusedError, ProofTooHeavyError

MAX_PROOF_BYTES = 10 * 1024 * 1024
PDF_BEGINNING = b"%PDF-"
PDF_ENDING = b"%%EOF"
# Writers put a few lines behind the end.
PDF_TAIL_BYTES = 2048
# A signed sheet has no business with any of these.
PDF_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")


@dataclass(frozen=True)
class CleanProof:
    """A proof as it is kept.

    Attributes:
        upload_hash: SHA-256 of what was sent.
    """

    content: bytes
    kind: ProofKind
    upload_hash: str


def clean_proof(data: bytes) -> CleanProof:
    """Return what is kept of ``data``, told by its content and never by its name.

    Raises:
        ProofTooHeavyError: more than 10 MB.
        ProofRefusedError: neither a whole photograph nor a whole, passive PDF.
    """
    if len(data) > MAX_PROOF_BYTES:
        raise ProofTooHeavyError
    if data.startswith(PDF_BEGINNING):
        if PDF_ENDING not in data[-PDF_TAIL_BYTES:] or PDF_ACTIVE.search(data):
            raise ProofRefusedError
        return CleanProof(data, ProofKind.PDF, hashlib.sha256(data).hexdigest())
    try:
        photograph = clean_photograph(data)
    except PhotoRefusedError as refusal:
        raise ProofRefusedError from refusal
    kind = ProofKind.PNG if photograph.extension == "png" else ProofKind.JPEG
    return CleanProof(photograph.content, kind, photograph.upload_hash)
