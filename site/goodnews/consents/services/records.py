"""Recording and withdrawing consents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from goodnews.consents.errors import (
    AgreedInFutureError,
    AlreadyWithdrawnError,
    ConsentTextMissingError,
    PartyMissingError,
)
from goodnews.consents.models import ConsentParty, ConsentProof, ConsentRecord, ConsentText
from goodnews.consents.rules import missing_parties
from goodnews.consents.withdrawals import withdrawal_actions
from goodnews.core.pagecache import purge_public_pages


@dataclass(frozen=True)
class Agreement:
    """One person's yes, as told to :func:`record_consent`.

    Attributes:
        role: a value of ``PartyRole``.
        agreed_at: when; None stands for the moment of recording.
    """

    role: str
    name: str
    agreed_at: datetime | None = None


@transaction.atomic
def record_consent(
    *,
    subject_key: UUID,
    subject_name: str,
    purpose: str,
    age_band: str,
    parties: Iterable[Agreement],
    channel: str,
    recorded_by,
    now: datetime,
    text: ConsentText | None = None,
    proof: ConsentProof | None = None,
) -> ConsentRecord:
    """Record that everybody who has to agree did so.

    Args:
        parties: who agreed; each is an :class:`Agreement`.
        recorded_by: the user who writes it down, or None for set-up content.
        text: the wording agreed to; the newest Vietnamese one by default.
        proof: what shows that they agreed, where there is something.

    Raises:
        PartyMissingError: a needed person has not agreed; silence is no consent.
        ConsentTextMissingError: no wording exists for ``purpose``.
        AgreedInFutureError: an agreement is dated after ``now``.

    Source:
        Law 91/2025/QH15, articles 9 to 11 and 24.
    """
    agreements = [party for party in parties if party.name.strip()]
    missing = missing_parties(age_band, [party.role for party in agreements])
    if missing:
        raise PartyMissingError(missing)
    moments = [party.agreed_at or now for party in agreements]
    if max(moments) > now:
        raise AgreedInFutureError
    text = text or ConsentText.objects.current(purpose=purpose).first()
    if text is None:
        raise ConsentTextMissingError
    record = ConsentRecord.objects.create(
        subject_key=subject_key,
        subject_name=subject_name,
        purpose=purpose,
        age_band=age_band,
        text=text,
        agreed_at=max(moments),
        channel=channel,
        proof=proof,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    for party, agreed_at in zip(agreements, moments, strict=True):
        ConsentParty.objects.create(
            record=record, role=party.role, name=party.name.strip(), agreed_at=agreed_at
        )
    return record


@transaction.atomic
def withdraw_consent(*, record: ConsentRecord, note: str = "", now: datetime) -> ConsentRecord:
    """Withdraw a consent and take down what stood on it.

    Raises:
        AlreadyWithdrawnError: it was withdrawn before.
    """
    record = ConsentRecord.objects.select_for_update().get(pk=record.pk)
    if record.withdrawn_at is not None:
        raise AlreadyWithdrawnError
    record.withdrawn_at = now
    record.withdrawal_note = note
    record.save(update_fields=["withdrawn_at", "withdrawal_note"])
    for action in withdrawal_actions(record.purpose):
        action(record=record, now=now)
    purge_public_pages()
    return record
