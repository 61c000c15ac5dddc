"""Taking a request, making sure who asks, answering."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from goodnews.consents.models import ConsentRecord
from goodnews.consents.services import withdraw_consent
from goodnews.privacy.choices import CLOSED_STATES, RequestState
from goodnews.privacy.codes import code_of, number_in, prefix_of
from goodnews.privacy.errors import IdentityUncheckedError, RequestClosedError
from goodnews.privacy.models import DataRequest, PrivacySettings
from goodnews.privacy.models.requests import TOKEN_LENGTH
from goodnews.privacy.notices import tell_answered, tell_received
from goodnews.privacy.waiting import forget_waiting
from goodnews.workflows.deadlines import VIET_NAM, due_after_days
from goodnews.workflows.models import ReviewSettings

# How many requests may take the next number in the same moment.
TRIES = 20


def receive_request(
    *, values: Mapping[str, str], language: str = settings.LANGUAGE_CODE, now: datetime
) -> DataRequest:
    """Keep a request and send its code to the address that was given, if one was.

    The same words sent twice on one day are one request: both get its code.

    Args:
        values: the fields of a valid form.
        language: that of the form; the letters are written in it.
    """
    received_on = timezone.localdate(now, VIET_NAM)
    fingerprint = _fingerprint(values)
    own = {"fingerprint": fingerprint, "received_on": received_on}
    for _attempt in range(TRIES):
        known = DataRequest.objects.filter(**own).first()
        if known is not None:
            return known
        try:
            with transaction.atomic():
                return _keep(values, language=language, **own, now=now)
        except IntegrityError:
            # Somebody else took the number, or sent the same words, in this moment.
            continue
    raise RuntimeError("no number was free for a request")


def _keep(values, *, language: str, fingerprint: str, received_on, now: datetime) -> DataRequest:
    days = PrivacySettings.load().working_days
    office = ReviewSettings.load().office
    request = DataRequest.objects.create(
        **values,
        code=code_of(received_on, _next_number(received_on)),
        token=secrets.token_urlsafe(TOKEN_LENGTH)[:TOKEN_LENGTH],
        language=language,
        fingerprint=fingerprint,
        received_on=received_on,
        received_at=now,
        due_at=due_after_days(received_at=now, days=days, office=office),
    )
    log(instance=request, action="privacy.receive", user=None)
    forget_waiting()
    tell_received(request)
    return request


def _next_number(month) -> int:
    codes = DataRequest.objects.filter(code__startswith=prefix_of(month))
    return max((number_in(code) for code in codes.values_list("code", flat=True)), default=0) + 1


def _fingerprint(values: Mapping[str, str]) -> str:
    text = json.dumps(dict(values), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def check_identity(*, request: DataRequest, note: str, user, now: datetime) -> DataRequest:
    """Write down how somebody made sure who is asking; corrected while the request is open.

    Raises:
        RequestClosedError: it has its answer.
    """
    request = _locked(request)
    request.state = RequestState.CHECKED
    request.identity_checked_at = now
    request.identity_checked_by = user
    request.identity_note = note
    request.save(
        update_fields=["state", "identity_checked_at", "identity_checked_by", "identity_note"]
    )
    log(instance=request, action="privacy.check", user=user)
    return request


@transaction.atomic
def close_request(
    *, request: DataRequest, state: str, answer: str, user, now: datetime
) -> DataRequest:
    """Say that the request is done or refused, and why; the answer goes out by e-mail where it can.

    Raises:
        RequestClosedError: it has its answer.
        IdentityUncheckedError: it is to be done for somebody whose identity nobody checked.
        ValueError: ``state`` closes nothing.
    """
    if state not in CLOSED_STATES:
        raise ValueError(f"{state} closes no request")
    request = _locked(request)
    if state == RequestState.DONE and request.identity_checked_at is None:
        raise IdentityUncheckedError
    request.state, request.answer = state, answer
    request.closed_at, request.closed_by = now, user
    request.save(update_fields=["state", "answer", "closed_at", "closed_by"])
    log(instance=request, action="privacy.close", user=user, data={"state": str(state)})
    forget_waiting()
    tell_answered(request)
    return request


@transaction.atomic
def withdraw_for_request(
    *, request: DataRequest, record: ConsentRecord, user, now: datetime
) -> ConsentRecord:
    """Withdraw a consent because of ``request``: what stood on it is taken down at once.

    What goes with a consent is partly gone for good, pictures above all, so that who is
    asking is made sure of first. Until then a page is hidden by taking it down.

    Raises:
        RequestClosedError: the request has its answer.
        IdentityUncheckedError: nobody has made sure who is asking.
        ConsentError: the consent was withdrawn before.
    """
    request = _locked(request)
    if request.identity_checked_at is None:
        raise IdentityUncheckedError
    record = withdraw_consent(record=record, note=request.code, now=now)
    log(instance=record, action="consents.withdraw", user=user)
    log(instance=request, action="privacy.withdraw", user=user, data={"consent": record.pk})
    return record


def _locked(request: DataRequest) -> DataRequest:
    request = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not request.is_open:
        raise RequestClosedError
    return request
