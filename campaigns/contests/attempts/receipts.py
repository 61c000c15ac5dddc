"""Receipts (biên nhận): what was submitted and when, signed, for anybody to check."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer

from campaigns.contests.models import Attempt, AttemptAnswer
from quizblocks.contents import digest_of

SALT = "contests.receipt"
DIGEST_LENGTH = 16


@dataclass(frozen=True)
class Checked:
    """What the check of a receipt finds.

    Attributes:
        is_same: the site still holds the very answers and moment that the receipt says.
    """

    attempt: Attempt
    submitted_at: datetime
    is_same: bool


def receipt_of(attempt: Attempt) -> str:
    """Return the receipt of a submitted attempt: the same text whenever it is asked for."""
    return Signer(salt=SALT).sign_object(
        [attempt.key.hex, attempt.submitted_at.isoformat(), answers_digest(attempt)]
    )


def check_receipt(text: str) -> Checked | None:
    """Return what a receipt proves, or None where this site never gave it."""
    try:
        key, moment, digest = Signer(salt=SALT).unsign_object(text)
    except (BadSignature, ValueError, TypeError):
        return None
    attempt = Attempt.objects.select_related("round__contest").filter(key=UUID(key)).first()
    if attempt is None:
        return None
    submitted_at = datetime.fromisoformat(moment)
    is_same = attempt.submitted_at == submitted_at and answers_digest(attempt) == digest
    return Checked(attempt, submitted_at, is_same)


def answers_digest(attempt: Attempt) -> str:
    """Return the fingerprint of what was answered."""
    rows = AttemptAnswer.objects.filter(attempt=attempt).order_by("place")
    return digest_of([list(row) for row in rows.values_list("place", "content")])[:DIGEST_LENGTH]
