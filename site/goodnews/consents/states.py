"""How far requests for consent are: who answered what, and for whom one waits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from .choices import PartyRole, Purpose, RequestStatus
from .models import ConsentRequest, ConsentRequestParty, ConsentRequestPurpose


@dataclass(frozen=True)
class PartyState:
    """One of those asked.

    Attributes:
        agreed: what they agreed to and did not take back.
        refused: what they refused.
        withdrawn: what they agreed to and took back.
    """

    party: ConsentRequestParty
    agreed: tuple[Purpose, ...]
    refused: tuple[Purpose, ...]
    withdrawn: tuple[Purpose, ...]

    @property
    def label(self) -> str:
        """The role in words."""
        return self.party.get_role_display()

    @property
    def has_answered(self) -> bool:
        return self.party.answered_at is not None


@dataclass(frozen=True)
class PurposeState:
    """One thing asked for."""

    asked: ConsentRequestPurpose
    status: RequestStatus

    @property
    def label(self) -> str:
        """The purpose in words."""
        return self.asked.get_purpose_display()


@dataclass(frozen=True)
class RequestState:
    """A request with everything that a page shows of it."""

    request: ConsentRequest
    status: RequestStatus
    purposes: tuple[PurposeState, ...]
    parties: tuple[PartyState, ...]

    @property
    def is_waiting(self) -> bool:
        return self.status == RequestStatus.WAITING

    @property
    def waiting_for(self) -> tuple[PartyRole, ...]:
        """Who has still to answer, while an answer is still possible."""
        if not self.is_waiting:
            return ()
        return tuple(PartyRole(each.party.role) for each in self.parties if not each.has_answered)

    @property
    def sentence(self) -> str:
        """The status in words, with those for whom one waits."""
        if not self.waiting_for:
            return str(self.status.label)
        return _("waiting for: %(roles)s") % {
            "roles": ", ".join(str(role.label) for role in self.waiting_for)
        }

    def agreed_to(self, purpose: str) -> bool:
        """Tell whether everybody needed agrees to ``purpose`` now."""
        return any(
            each.asked.purpose == purpose and each.status == RequestStatus.AGREED
            for each in self.purposes
        )


def state_of(request: ConsentRequest, *, now: datetime) -> RequestState:
    """Return the state of ``request``, which was read ``with_answers()``."""
    parties = tuple(_party_state(party) for party in request.parties.all())
    purposes = tuple(
        PurposeState(asked, _purpose_status(request, asked, now))
        for asked in request.purposes.all()
    )
    return RequestState(request, _overall(purposes), purposes, parties)


def request_state(subject_key: UUID, *, now: datetime) -> RequestState | None:
    """Return the state of the newest request about ``subject_key``; None where nobody asked."""
    request = ConsentRequest.objects.of_subjects([subject_key]).with_answers().first()
    return state_of(request, now=now) if request else None


def request_states(
    subject_keys: Iterable[UUID], *, now: datetime
) -> dict[UUID, list[RequestState]]:
    """Return the states of all requests about ``subject_keys``, the newest first.

    The number of queries does not grow with the number of subjects.
    """
    states = defaultdict(list)
    for request in ConsentRequest.objects.of_subjects(list(subject_keys)).with_answers():
        states[request.subject_key].append(state_of(request, now=now))
    return states


def _party_state(party: ConsentRequestParty) -> PartyState:
    purposes = {asked.pk: Purpose(asked.purpose) for asked in party.request.purposes.all()}
    answers = list(party.answers.all())
    return PartyState(
        party,
        agreed=tuple(purposes[each.purpose_id] for each in answers if each.stands),
        refused=tuple(purposes[each.purpose_id] for each in answers if not each.agrees),
        withdrawn=tuple(purposes[each.purpose_id] for each in answers if each.withdrawn_at),
    )


def _purpose_status(
    request: ConsentRequest, asked: ConsentRequestPurpose, now: datetime
) -> RequestStatus:
    if asked.record is not None:
        return _record_status(asked, now)
    answers = [
        answer
        for party in request.parties.all()
        for answer in party.answers.all()
        if answer.purpose_id == asked.pk
    ]
    if any(not answer.agrees for answer in answers):
        return RequestStatus.REFUSED
    if any(not answer.stands for answer in answers):
        return RequestStatus.WITHDRAWN
    if request.revoked_at is not None:
        return RequestStatus.REVOKED
    return RequestStatus.WAITING if request.is_open_at(now) else RequestStatus.EXPIRED


def _record_status(asked: ConsentRequestPurpose, now: datetime) -> RequestStatus:
    if asked.record.withdrawn_at is not None:
        return RequestStatus.WITHDRAWN
    return RequestStatus.AGREED if asked.record.is_standing(now) else RequestStatus.LAPSED


def _overall(purposes: Iterable[PurposeState]) -> RequestStatus:
    statuses = {each.status for each in purposes}
    if len(statuses) == 1:
        return statuses.pop()
    if RequestStatus.WAITING in statuses:
        return RequestStatus.WAITING
    if RequestStatus.AGREED in statuses:
        return RequestStatus.PARTLY
    return next(
        status
        for status in (RequestStatus.REFUSED, RequestStatus.WITHDRAWN, *RequestStatus)
        if status in statuses
    )
