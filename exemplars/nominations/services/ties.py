"""What the panel decides where the chain of the ranking leaves nominations level."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from exemplars.nominations.choices import RoundState
from exemplars.nominations.errors import NotTiedError
from exemplars.nominations.models import Nomination, SelectionRound, TieDecision
from exemplars.nominations.results import Results

from .moves import lock_round, needed_reason, refuse_own, refuse_unless

TIE = "nominations.tie"


@transaction.atomic
def decide_tie(
    *, round_: SelectionRound, order: Sequence[int], reason: str, user, now: datetime
) -> TieDecision:
    """Record in which order the panel put nominations that are level.

    Args:
        order: their keys, the best first.

    Raises:
        NotTiedError: these are not exactly the nominations of one level group.
        NominationError: without a reason, of another stage, or with the own nomination.
    """
    round_ = lock_round(round_)
    refuse_unless(round_, {RoundState.SHORT_LIST})
    reason = needed_reason(reason)
    groups = [{each.pk: each for each in group} for group in Results(round_).level_groups]
    level = next((group for group in groups if group.keys() == set(order)), None)
    if level is None or len(set(order)) != len(order):
        raise NotTiedError
    for nomination in level.values():
        refuse_own(nomination, user)
    decision = TieDecision.objects.create(
        round=round_, reason=reason, decided_by=user, decided_at=now
    )
    for place, key in enumerate(order, start=1):
        Nomination.objects.filter(pk=key).update(tie_decision=decision, tie_place=place)
    names = [level[key].name for key in order]
    log(
        instance=round_,
        action=TIE,
        user=user,
        timestamp=now,
        data={"order": names, "reason": reason},
    )
    return decision
