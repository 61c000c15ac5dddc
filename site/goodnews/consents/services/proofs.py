"""Keeping what shows that somebody agreed."""

import secrets
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from goodnews.consents.errors import ProofTooHeavyError
from goodnews.consents.models import ConsentProof, ConsentRecord
from goodnews.consents.proofs import MAX_PROOF_BYTES, CleanProof, clean_proof


def check_proof(file) -> CleanProof:
    """Return what would be kept of an uploaded file, which can be read again afterwards.

    Raises:
        ProofRefusedError: the file cannot be kept; its message is for the sender.
    """
    if file.size is not None and file.size > MAX_PROOF_BYTES:
        raise ProofTooHeavyError
    file.seek(0)
    clean = clean_proof(file.read())
    file.seek(0)
    return clean


def store_proof(*, file, uploaded_by, now: datetime) -> ConsentProof:
    """Check an uploaded file by its content and keep it where nobody can fetch it.

    Args:
        file: Django's uploaded file, or any ``File`` open for reading.

    Raises:
        ProofRefusedError: the file cannot be kept; its message is for the sender.
    """
    clean = check_proof(file)
    proof = ConsentProof(
        kind=clean.kind, upload_hash=clean.upload_hash, uploaded_by=uploaded_by, uploaded_at=now
    )
    name = f"{secrets.token_hex(16)}.{proof.extension}"
    proof.file.save(name, ContentFile(clean.content), save=False)
    proof.save()
    return proof


@transaction.atomic
def add_proof(*, record: ConsentRecord, proof: ConsentProof) -> None:
    """Put ``proof`` to a record that has none; evidence is added to, never replaced."""
    unproven = ConsentRecord.objects.filter(pk=record.pk, proof__isnull=True)
    unproven.update(proof=proof)


@transaction.atomic
def discard_proof(*, proof: ConsentProof) -> bool:
    """Throw away a proof on which no consent stands; the file goes with the commit."""
    if proof.records.exists():
        return False
    storage, name = proof.file.storage, proof.file.name
    proof.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
    return True


@transaction.atomic
def forget_proof(*, proof: ConsentProof) -> bool:
    """Throw away a proof on which only withdrawn consents stand; the consents stay.

    Returns:
        False where a consent in force stands on it.
    """
    records = ConsentRecord.objects.select_for_update().filter(proof=proof)
    if any(record.withdrawn_at is None for record in records):
        return False
    ConsentRecord.objects.filter(proof=proof).update(proof=None)
    return discard_proof(proof=proof)
