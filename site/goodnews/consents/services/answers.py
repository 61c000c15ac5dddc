"""What somebody answers by a personal link: yes, no, and later the withdrawal of a yes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goodnews.consents.choices import Channel, PartyRole
from goodnews.consents.errors import (
    AlreadyWithdrawnError,
    ConsentLinkError,
    LinkExpiredError,
    LinkRevokedError,
    NameMissingError,
    SharedNameError,
    UnaskedPurposeError,
)
from goodnews.consents.links import hash_of
from goodnews.consents.models import (
    ConsentAnswer,
    ConsentRecord,
    ConsentRequest,
    ConsentRequestParty,
    ConsentRequestPurpose,
)
from goodnews.consents.names import is_name_of
from goodnews.consents.notices import RequestEvent, tell_of_request
from goodnews.consents.rules import missing_parties

from .records import Agreement, record_consent, withdraw_consent

MAX_NAME = 200


@dataclass(frozen=True)
class Answered:
    """What an answer did.

    Attributes:
        is_new: False where the same person had answered before; nothing was changed then.
        records: the consents that became complete by it.
    """

    party: ConsentRequestParty
    is_new: bool
    records: tuple[ConsentRecord, ...] = ()


def open_link(*, token: str, now: datetime) -> ConsentRequestParty:
    """Return who is asked by the link of ``token``, whether they have answered or not.

    Raises:
        ConsentLinkError: there is no such link, or it can neither be answered nor
            shows an answer; its subclass says why.
    """
    party = (
        ConsentRequestParty.objects.filter(token_hash=hash_of(token))
        .select_related("request__asked_by")
        .first()
    )
    if party is None:
        raise ConsentLinkError
    if party.answered_at is None:
        _check_open(party.request, now)
    return party


def _check_open(request: ConsentRequest, now: datetime) -> None:
    if request.revoked_at is not None:
        raise LinkRevokedError
    if not request.is_open_at(now):
        raise LinkExpiredError


@transaction.atomic
def answer_consent(
    *, token: str, name: str, agreed_purposes: Collection[str], now: datetime
) -> Answered:
    """Take one person's answer; once the last one needed said yes, it is recorded.

    The first answer counts: sent twice, or from two tabs, it is taken once. Everything
    asked for that is not among ``agreed_purposes`` is refused.

    Raises:
        ConsentLinkError: the link opens nothing (any more).
        NameMissingError: ``name`` is empty.
        SharedNameError: ``name`` is that of the other one who answers.
        UnaskedPurposeError: something is agreed to that was not asked.
    """
    party, request = _lock(token)
    if party.answered_at is not None:
        return Answered(party, is_new=False)
    _check_open(request, now)
    if not name.strip():
        raise NameMissingError
    check_name(party=party, name=name)
    asked = list(request.purposes.select_related("text"))
    agreed = {str(purpose) for purpose in agreed_purposes}
    if agreed - {purpose.purpose for purpose in asked}:
        raise UnaskedPurposeError
    party.name = name.strip()[:MAX_NAME]
    party.answered_at = now
    party.save(update_fields=["name", "answered_at"])
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(party=party, purpose=purpose, agrees=purpose.purpose in agreed)
        for purpose in asked
    )
    records = [_record(request, purpose, now) for purpose in asked if purpose.purpose in agreed]
    if len(agreed) < len(asked) or not request.parties.filter(answered_at__isnull=True).exists():
        tell_of_request(request=request, event=RequestEvent.SETTLED, now=now)
    return Answered(party, is_new=True, records=tuple(record for record in records if record))


def check_name(*, party: ConsentRequestParty, name: str) -> None:
    """Let no child answer for the guardian, nor the other way round.

    Raises:
        SharedNameError: ``name`` is that of the other one, as the request or they wrote it.
    """
    request = party.request
    others = list(request.parties.exclude(pk=party.pk).values_list("name", flat=True))
    if party.role == PartyRole.GUARDIAN:
        others.append(request.subject_name)
    if is_name_of(name, others):
        raise SharedNameError


def _lock(token: str) -> tuple[ConsentRequestParty, ConsentRequest]:
    """Return who answers and the request, locked: child and guardian may answer at once."""
    request_id = (
        ConsentRequestParty.objects.filter(token_hash=hash_of(token))
        .values_list("request_id", flat=True)
        .first()
    )
    if request_id is None:
        raise ConsentLinkError
    request = ConsentRequest.objects.select_for_update().get(pk=request_id)
    # Read after the lock; a new link may have been made while this one waited.
    party = request.parties.filter(token_hash=hash_of(token)).first()
    if party is None:
        raise ConsentLinkError
    return party, request


def _record(
    request: ConsentRequest, purpose: ConsentRequestPurpose, now: datetime
) -> ConsentRecord | None:
    """Record the consent to ``purpose`` if everybody needed has agreed."""
    answers = purpose.answers.filter(agrees=True, withdrawn_at__isnull=True)
    agreements = [
        Agreement(
            role=answer.party.role, name=answer.party.name, agreed_at=answer.party.answered_at
        )
        for answer in answers.select_related("party").order_by("party__answered_at", "pk")
    ]
    if missing_parties(request.age_band, [agreement.role for agreement in agreements]):
        return None
    purpose.record = record_consent(
        subject_key=request.subject_key,
        subject_name=request.subject_name,
        purpose=purpose.purpose,
        age_band=request.age_band,
        parties=agreements,
        channel=Channel.LINK,
        recorded_by=None,
        now=now,
        text=purpose.text,
    )
    purpose.save(update_fields=["record"])
    return purpose.record


@transaction.atomic
def withdraw_by_link(
    *, token: str, purposes: Collection[str], now: datetime, note: str = ""
) -> tuple[ConsentRequestPurpose, ...]:
    """Withdraw what somebody agreed to by a link; either party may, without the other.

    Done twice, it is done once. What the others have not answered yet can no
    longer become a consent.

    Returns:
        The purposes that this call withdrew.

    Raises:
        ConsentLinkError: there is no such link.

    Source:
        Law 91/2025/QH15, articles 10 and 24: the withdrawal of the child or of the
        guardian alone ends the processing.
    """
    party, request = _lock(token)
    answers = party.answers.filter(agrees=True, withdrawn_at__isnull=True)
    wanted = answers.filter(purpose__purpose__in=list(purposes))
    withdrawn = []
    for answer in wanted.select_related("purpose__record"):
        answer.withdrawn_at = now
        answer.save(update_fields=["withdrawn_at"])
        withdrawn.append(answer.purpose)
        if answer.purpose.record is not None:
            _withdraw_record(answer.purpose.record, party, note, now)
    if withdrawn:
        tell_of_request(request=request, event=RequestEvent.WITHDRAWN, now=now)
    return tuple(withdrawn)


def _withdraw_record(
    record: ConsentRecord, party: ConsentRequestParty, note: str, now: datetime
) -> None:
    try:
        withdraw_consent(record=record, note=note, role=party.role, now=now)
    except AlreadyWithdrawnError:
        # By the other one or by staff: what this person wanted is done.
        return
