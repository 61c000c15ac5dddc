"""Return codes that were lost together with the device: asked for by anybody, issued by organisers.

Asking looks nobody up: the answer is the same for a name that is registered and for any other.
"""

from datetime import date, datetime
from random import Random
from uuid import uuid4

from django.db import transaction
from django.db.models import Q, QuerySet

from campaigns.contests.entrants.codes import draw_code, hash_of
from campaigns.contests.entrants.forgetting import NAMELESS
from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import Contest, Entrant, LostCode
from campaigns.contests.results.identity import CheckWay
from goodnews.core.folding import fold

from .errors import LostCodeClosedError

MOST_FOUND = 30


def report_lost_code(
    *,
    contest: Contest,
    full_name: str,
    birth_date: date | None,
    unit_text: str,
    contact: str,
    now: datetime,
) -> LostCode:
    """Note that somebody has lost the code; the same words while they wait are one request."""
    said = {
        "full_name": full_name,
        "birth_date": birth_date,
        "unit_text": unit_text,
        "contact": contact,
    }
    waiting = LostCode.objects.waiting().filter(contest=contest, **said).first()
    return waiting or LostCode.objects.create(contest=contest, asked_at=now, **said)


@transaction.atomic
def issue_code(
    *,
    entrant: Entrant,
    lost: LostCode | None,
    way: CheckWay,
    note: str,
    user,
    now: datetime,
    rng: Random,
) -> str:
    """Return a new return code for ``entrant``, whose identity ``user`` has checked.

    The code of before is worth nothing any more, and no device knows who it is. Attempts and
    certificates stay as they are.

    Args:
        lost: the request that is done with it, or None: the person has come along.
        note: by whom and with what the identity was checked; stands in the act.

    Raises:
        LostCodeClosedError: somebody was quicker.
    """
    entrant = (
        Entrant.objects.select_for_update(of=("self",)).select_related("contest").get(pk=entrant.pk)
    )
    if lost is not None:
        _close(lost, user=user, now=now, entrant=entrant)
    code = draw_code(rng)
    entrant.first_key = entrant.first_key or entrant.key
    entrant.key, entrant.code_hash = uuid4(), hash_of(code)
    entrant.save(update_fields=["first_key", "key", "code_hash"])
    record_act(
        contest=entrant.contest,
        kind=ActKind.NEW_CODE,
        reason=note,
        user=user,
        now=now,
        entrant=entrant,
        details={"way": str(way), "asked_at": lost.asked_at.isoformat() if lost else ""},
    )
    return code


def refuse_code(*, lost: LostCode, note: str, user, now: datetime) -> None:
    """Close a request without a code.

    Raises:
        LostCodeClosedError: somebody was quicker.
    """
    _close(lost, user=user, now=now, note=note)


def waiting_lost_codes(contest: Contest) -> QuerySet:
    """Return the requests that nobody has dealt with, whoever waits longest first."""
    return LostCode.objects.waiting().filter(contest=contest)


def likely_entrants(lost: LostCode, *, name: str = "") -> list[Entrant]:
    """Return who may have sent a request: of the same name or birth date.

    Args:
        name: folded; where it is given, whoever has it in the name, and nobody else.
    """
    wanted = Q(folded_name=fold(lost.full_name)[:120])
    if lost.birth_date:
        wanted |= Q(birth_date=lost.birth_date)
    if name:
        wanted = Q(folded_name__contains=name)
    people = Entrant.objects.filter(wanted, contest=lost.contest_id).exclude(full_name=NAMELESS)
    return list(people.select_related("unit").order_by("folded_name", "pk")[:MOST_FOUND])


def _close(lost: LostCode, *, user, now: datetime, **values) -> None:
    waiting = LostCode.objects.waiting().filter(pk=lost.pk)
    if not waiting.update(closed_at=now, closed_by=user, **values):
        raise LostCodeClosedError
