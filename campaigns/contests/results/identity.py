"""Who a winner is, checked before the prize is given: a recorded act, no copy of any paper."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.models import ContestAct, Entrant

from .errors import ReasonMissingError


class CheckWay(models.TextChoices):
    """How somebody's identity was checked."""

    IN_PERSON = "in_person", _("in person, by the organisers")
    BY_UNIT = "by_unit", _("by the unit")
    BY_PHONE = "by_phone", _("by calling the number given at registration")


# A prize is handed over; a voice on the telephone is enough for a code, never for a prize.
PRIZE_WAYS = (CheckWay.IN_PERSON, CheckWay.BY_UNIT)


@transaction.atomic
def record_identity(
    *, entrant: Entrant, way: CheckWay, note: str, user, now: datetime
) -> ContestAct:
    """Write down that the identity of ``entrant`` was checked; a later check stands beside it.

    Raises:
        ReasonMissingError: nothing is said on who checked it with what.
    """
    note = note.strip()
    if not note:
        raise ReasonMissingError
    return record_act(
        contest=entrant.contest,
        kind=ActKind.IDENTIFIED,
        reason=note,
        user=user,
        now=now,
        entrant=entrant,
        details={"way": str(way)},
    )


def identity_checks(contest_id: int, entrants: Collection[int]) -> dict[int, ContestAct]:
    """Return the last check of each of ``entrants``: one query."""
    acts = ContestAct.objects.filter(
        contest=contest_id, kind=ActKind.IDENTIFIED, entrant__in=entrants
    )
    return {act.entrant_id: act for act in acts.select_related("made_by").order_by("pk")}


def way_words(act: ContestAct) -> str:
    """Return how an act says that somebody was checked."""
    return str(CheckWay(act.details["way"]).label)
