"""Putting an entrant out, and taking one back: recorded acts; the row stays."""

from datetime import datetime

from django.db import transaction

from campaigns.contests.choices import Standing
from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import ContestAct, Entrant

from .errors import ReasonMissingError, StandingError


def disqualify(*, entrant: Entrant, reason: str, user, now: datetime) -> ContestAct:
    """Put ``entrant`` out; the next version of the tables shows the row without a place.

    Raises:
        ReasonMissingError: no reason is given.
        StandingError: the entrant is out already.
    """
    return _set(entrant, Standing.DISQUALIFIED, ActKind.DISQUALIFIED, reason, user, now)


def reinstate(*, entrant: Entrant, reason: str, user, now: datetime) -> ContestAct:
    """Take ``entrant`` back.

    Raises:
        ReasonMissingError: no reason is given.
        StandingError: the entrant is not out.
    """
    return _set(entrant, Standing.IN, ActKind.REINSTATED, reason, user, now)


@transaction.atomic
def _set(entrant, standing, kind, reason, user, now) -> ContestAct:
    reason = reason.strip()
    if not reason:
        raise ReasonMissingError
    locked = Entrant.objects.select_for_update().select_related("contest").get(pk=entrant.pk)
    if locked.standing == standing:
        raise StandingError
    locked.standing = standing
    locked.standing_reason = reason if standing == Standing.DISQUALIFIED else ""
    locked.save(update_fields=["standing", "standing_reason"])
    return record_act(
        contest=locked.contest, kind=kind, reason=reason, user=user, now=now, entrant=locked
    )
