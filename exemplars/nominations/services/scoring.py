"""What a member of the panel gives: kept until the scoring closes, seen by nobody else before."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exemplars.nominations.choices import RoundState
from exemplars.nominations.errors import (
    ConflictOfInterestError,
    NominationError,
    NotOnPanelError,
    ReasonNeededError,
    ScoringClosedError,
)
from exemplars.nominations.models import Criterion, Nomination, PanelMember, Score, ScoreSheet

from .moves import lock_nomination

ALL_CRITERIA = _("Give points for every criterion.")
TOO_MANY = _("“%(criterion)s” gives from 0 to %(most)d points.")
CHOOSE = _("Vote for or against.")


def has_conflict(*, nomination: Nomination, user) -> bool:
    """Tell whether ``user`` must abstain: the own nomination, or one of the own unit."""
    is_own_unit = user.unit_id is not None and nomination.unit_id == user.unit_id
    return is_own_unit or nomination.nominator_id == user.pk


@transaction.atomic
def give_points(
    *,
    nomination: Nomination,
    user,
    points: Mapping[int, Decimal],
    remark: str = "",
    now: datetime,
) -> ScoreSheet:
    """Keep the points of one member, by criterion; the last ones before closing count.

    Raises:
        NotOnPanelError: ``user`` has no seat in this round.
        ScoringClosedError: the panel does not score at ``now``.
        ConflictOfInterestError: the member must abstain.
        NominationError: points are missing or out of range.
    """
    held, member = _seat(nomination, user, now)
    criteria = list(Criterion.objects.filter(round=held.round))
    if held.round.is_by_votes or {each.pk for each in criteria} != points.keys():
        raise NominationError(ALL_CRITERIA)
    for each in criteria:
        if not 0 <= points[each.pk] <= each.max_points:
            words = {"criterion": each.name, "most": each.max_points}
            raise NominationError(TOO_MANY % words)
    sheet = _write(held, member, now=now, remark=remark)
    Score.objects.bulk_create(
        Score(sheet=sheet, criterion=each, points=points[each.pk]) for each in criteria
    )
    return sheet


@transaction.atomic
def give_vote(
    *, nomination: Nomination, user, vote: str, remark: str = "", now: datetime
) -> ScoreSheet:
    """Keep the vote of one member; the last one before closing counts.

    Raises:
        NominationError: as for points.
    """
    held, member = _seat(nomination, user, now)
    if not held.round.is_by_votes or not vote:
        raise NominationError(CHOOSE)
    return _write(held, member, now=now, vote=vote, remark=remark)


@transaction.atomic
def abstain(*, nomination: Nomination, user, reason: str, now: datetime) -> ScoreSheet:
    """Keep that a member abstains, and why.

    Raises:
        ReasonNeededError: no reason is given.
        NotOnPanelError: ``user`` has no seat in this round.
        ScoringClosedError: the panel does not score at ``now``.
    """
    held, member = _seat(nomination, user, now, may_be_conflicted=True)
    if not reason.strip():
        raise ReasonNeededError(_("Say why you abstain; the minutes keep it."))
    return _write(held, member, now=now, has_abstained=True, abstention_reason=reason.strip())


def _seat(nomination, user, now, *, may_be_conflicted=False) -> tuple[Nomination, PanelMember]:
    held = lock_nomination(nomination)
    member = PanelMember.objects.filter(round=held.round, user=user).first()
    if member is None:
        raise NotOnPanelError
    is_open = held.round.state == RoundState.SCORING and now < held.round.scoring_closes_at
    if not is_open or not held.is_in_scoring:
        raise ScoringClosedError
    if not may_be_conflicted and has_conflict(nomination=held, user=user):
        raise ConflictOfInterestError
    return held, member


def _write(nomination: Nomination, member: PanelMember, *, now: datetime, **values) -> ScoreSheet:
    """Replace what the member said before. No log: it would tell others what was changed."""
    plain = {"has_abstained": False, "abstention_reason": "", "vote": "", "remark": ""}
    sheet, _is_new = ScoreSheet.objects.update_or_create(
        nomination=nomination, member=member, defaults={**plain, **values, "saved_at": now}
    )
    sheet.scores.all().delete()
    return sheet
