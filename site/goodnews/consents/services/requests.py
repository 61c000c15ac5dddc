"""Asking for consent by personal links, and taking the answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from goodnews.consents.choices import PartyRole, Purpose
from goodnews.consents.errors import (
    AlreadyAnsweredError,
    ConsentTextMissingError,
    LinkRevokedError,
    PurposeMissingError,
)
from goodnews.consents.links import hash_of, new_token, path_of
from goodnews.consents.models import (
    ConsentRequest,
    ConsentRequestParty,
    ConsentRequestPurpose,
    ConsentText,
)
from goodnews.consents.rules import REQUIRED_ROLES


@dataclass(frozen=True)
class AskedConsent:
    """A request just made, with the links that are shown once.

    Attributes:
        links: path of the page by role; the secret in it is kept nowhere else.
    """

    request: ConsentRequest
    links: Mapping[PartyRole, str]


@transaction.atomic
def ask_for_consent(
    *,
    subject_key: UUID,
    subject_name: str,
    purposes: Iterable[str],
    age_band: str,
    asked_by,
    now: datetime,
    occasion: str = "",
    language: str = settings.LANGUAGE_CODE,
    key: UUID | None = None,
) -> AskedConsent:
    """Make a request, with a link for everybody who has to agree at ``age_band``.

    Args:
        purposes: values of ``Purpose``, in the order in which they are asked.
        asked_by: the user who passes the links on, or None for set-up content.
        occasion: what it is for, shown to those who are asked.
        key: names the form; the same form sent again gives new links to the same request.

    Raises:
        PurposeMissingError: nothing is asked for.
        ConsentTextMissingError: there is no wording of a purpose in ``language``.
        AlreadyAnsweredError: the same form was sent again after everybody answered.
    """
    wanted = [Purpose(purpose) for purpose in dict.fromkeys(purposes)]
    if not wanted:
        raise PurposeMissingError
    request, is_new = ConsentRequest.objects.get_or_create(
        key=_own_key(key, asked_by),
        defaults={
            "subject_key": subject_key,
            "subject_name": subject_name.strip(),
            "age_band": age_band,
            "occasion": occasion.strip(),
            "language": language,
            "asked_by": asked_by,
            "asked_at": now,
            "expires_at": now + timedelta(days=settings.CONSENT_LINK_DAYS),
        },
    )
    if not is_new:
        return _ask_again(request, now)
    for purpose in wanted:
        text = ConsentText.objects.current(purpose=purpose, language=language).first()
        if text is None:
            raise ConsentTextMissingError
        ConsentRequestPurpose.objects.create(request=request, purpose=purpose, text=text)
    links = {role: _add_party(request, role, now) for role in REQUIRED_ROLES[age_band]}
    return AskedConsent(request, links)


def _own_key(key: UUID | None, asked_by) -> UUID:
    """Return ``key`` unless it names the request of somebody else, which stays theirs."""
    if key is None or ConsentRequest.objects.filter(key=key).exclude(asked_by=asked_by).exists():
        return uuid4()
    return key


def _add_party(request: ConsentRequest, role: PartyRole, now: datetime) -> str:
    token = new_token()
    ConsentRequestParty.objects.create(
        request=request, role=role, token_hash=hash_of(token), link_made_at=now
    )
    return path_of(token)


def _ask_again(request: ConsentRequest, now: datetime) -> AskedConsent:
    parties = request.parties.filter(answered_at__isnull=True)
    links = {PartyRole(party.role): new_link(party=party, now=now) for party in parties}
    if not links:
        raise AlreadyAnsweredError
    return AskedConsent(request, links)


@transaction.atomic
def new_link(*, party: ConsentRequestParty, now: datetime) -> str:
    """Give somebody who has not answered another link; the old one is dead from now on.

    The request is open for as long again.

    Returns:
        The path of the page, to be shown once.

    Raises:
        LinkRevokedError: the request was taken back.
        AlreadyAnsweredError: they have answered; the link that they have shows it.
    """
    request = ConsentRequest.objects.select_for_update().get(pk=party.request_id)
    party = ConsentRequestParty.objects.get(pk=party.pk)
    if request.revoked_at is not None:
        raise LinkRevokedError
    if party.answered_at is not None:
        raise AlreadyAnsweredError
    token = new_token()
    party.token_hash, party.link_made_at = hash_of(token), now
    party.save(update_fields=["token_hash", "link_made_at"])
    request.expires_at = max(request.expires_at, now + timedelta(days=settings.CONSENT_LINK_DAYS))
    request.save(update_fields=["expires_at"])
    return path_of(token)


@transaction.atomic
def revoke_request(*, request: ConsentRequest, now: datetime) -> ConsentRequest:
    """Take a request back: nobody can answer it any more; done twice, it is done once.

    What somebody has agreed to stays, and their link still withdraws it.

    Raises:
        AlreadyAnsweredError: everybody has answered, so that there is nothing to take back.
    """
    request = ConsentRequest.objects.select_for_update().get(pk=request.pk)
    if request.revoked_at is not None:
        return request
    if not request.parties.filter(answered_at__isnull=True).exists():
        raise AlreadyAnsweredError
    request.revoked_at = now
    request.save(update_fields=["revoked_at"])
    return request
