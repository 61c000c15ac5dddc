"""Recording and withdrawing consents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from goodnews.consents.choices import PartyRole
from goodnews.consents.errors import (
    AgreedInFutureError,
    AlreadyWithdrawnError,
    ConsentTextMissingError,
    PartyMissingError,
    SharedNameError,
)
from goodnews.consents.models import ConsentParty, ConsentProof, ConsentRecord, ConsentText
from goodnews.consents.names import is_name_of
from goodnews.consents.rules import missing_parties
from goodnews.consents.withdrawals import withdrawal_actions
from goodnews.core.pagecache import purge_public_pages

from .holding import hold_consents


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
    valid_until: date | None = None,
) -> ConsentRecord:
    """Record that everybody who has to agree did so.

    Args:
        parties: who agreed; each is an :class:`Agreement`.
        recorded_by: the user who writes it down, or None for set-up content.
        text: the wording agreed to; the newest Vietnamese one by default.
        proof: what shows that they agreed, where there is something.
        valid_until: the last day; else what the setting says, which may be without end.

    Raises:
        PartyMissingError: a needed person has not agreed; silence is no consent.
        SharedNameError: the guardian bears the name of whom it is about.
        ConsentTextMissingError: no wording exists for ``purpose``.
        AgreedInFutureError: an agreement is dated after ``now``.

    Source:
        Law 91/2025/QH15, articles 9 to 11 and 24.
    """
    agreements = [party for party in parties if party.name.strip()]
    missing = missing_parties(age_band, [party.role for party in agreements])
    if missing:
        raise PartyMissingError(missing)
    _check_names(subject_name, agreements)
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
        valid_until=valid_until or default_last_day(now),
    )
    for party, agreed_at in zip(agreements, moments, strict=True):
        ConsentParty.objects.create(
            record=record, role=party.role, name=party.name.strip(), agreed_at=agreed_at
        )
    return record


def _check_names(subject_name: str, agreements: list[Agreement]) -> None:
    for guardian in agreements:
        others = [party.name for party in agreements if party.role != guardian.role]
        if guardian.role == PartyRole.GUARDIAN and is_name_of(
            guardian.name, [subject_name, *others]
        ):
            raise SharedNameError


def default_last_day(now: datetime) -> date | None:
    """Return the last day of a consent given at ``now``; None where it is without end."""
    days = settings.CONSENT_VALID_DAYS
    return timezone.localdate(now) + timedelta(days=days) if days else None


@transaction.atomic
def withdraw_consent(
    *, record: ConsentRecord, note: str = "", role: str = "", now: datetime
) -> ConsentRecord:
    """Withdraw a consent and take down what stood on it.

    Args:
        role: which of the parties withdrew by a link; empty where staff write it down.

    Raises:
        AlreadyWithdrawnError: it was withdrawn before.
    """
    hold_consents()
    record = ConsentRecord.objects.select_for_update().get(pk=record.pk)
    if record.withdrawn_at is not None:
        raise AlreadyWithdrawnError
    record.withdrawn_at = now
    record.withdrawal_note = note
    record.withdrawn_role = role
    record.save(update_fields=["withdrawn_at", "withdrawal_note", "withdrawn_role"])
    act_on_end(record=record, now=now)
    return record


def act_on_end(*, record: ConsentRecord, now: datetime) -> None:
    """Take down what stood on a consent that is no longer in force."""
    for action in withdrawal_actions(record.purpose):
        action(record=record, now=now)
    purge_public_pages()
