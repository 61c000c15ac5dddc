"""How far a request is, as whoever sent it reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import RequestState
from .models import DataRequest


@dataclass(frozen=True)
class Step:
    """One step: done at ``moment``, or still to come."""

    label: str | Promise
    moment: datetime | None
    is_now: bool = False


def steps_of(request: DataRequest) -> list[Step]:
    """Return the steps of ``request``, those to come included."""
    steps = [
        Step(_("Received"), request.received_at, request.state == RequestState.NEW),
    ]
    if request.identity_checked_at or request.is_open:
        is_now = request.state == RequestState.CHECKED
        steps.append(Step(_("Identity checked"), request.identity_checked_at, is_now))
    is_refused = request.state == RequestState.REFUSED
    last = _("Refused, with the reason below") if is_refused else _("Done and answered")
    steps.append(Step(last, request.closed_at, not request.is_open))
    return steps
