"""What entrants take back, by themselves or through the office: being named, and their data."""

from datetime import datetime

from django.db import transaction

from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import ContestAct, Entrant
from goodnews.core.pagecache import purge_public_pages

from .errors import ContestNotOverError
from .forgetting import forget_entrants


@transaction.atomic
def stop_naming(*, entrant: Entrant) -> None:
    """Take back that ``entrant`` may be named in results: public pages follow at once.

    One way only, so that nobody ends the kept pages again and again.
    """
    if Entrant.objects.filter(pk=entrant.pk, shows_name=True).update(shows_name=False):
        purge_public_pages()


@transaction.atomic
def unname_entrant(*, entrant: Entrant, reason: str, user, now: datetime) -> ContestAct:
    """Stop naming ``entrant`` because they asked the office; the act says who did it and why."""
    stop_naming(entrant=entrant)
    return record_act(
        contest=entrant.contest,
        kind=ActKind.UNNAMED,
        reason=reason,
        user=user,
        now=now,
        entrant=entrant,
    )


@transaction.atomic
def erase_entrant(*, entrant: Entrant, reason: str, user, now: datetime) -> ContestAct:
    """Take the personal data of ``entrant`` away before its time is over; what counts stays.

    Raises:
        ContestNotOverError: a round is still to close, and would not know who takes part.
    """
    if not forget_entrants(keys=[entrant.pk], before=now, now=now):
        raise ContestNotOverError
    return record_act(
        contest=entrant.contest,
        kind=ActKind.ERASED,
        reason=reason,
        user=user,
        now=now,
        entrant=entrant,
    )
