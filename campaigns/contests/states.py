"""Where a contest stands at a moment; pure."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .rules import ContestRules, RoundRules


class ContestState(models.TextChoices):
    """Where a contest stands (trạng thái)."""

    DRAFT = "draft", _("Draft")
    SOON = "soon", _("Opens soon")
    OPEN = "open", _("Running now")
    PAUSED = "paused", _("Between two rounds")
    CLOSED = "closed", _("Has closed")


def state_at(
    now: datetime, *, is_published: bool, first: datetime | None, last: datetime | None
) -> ContestState:
    """Return where a contest stands whose rounds run from ``first`` to ``last``."""
    if not is_published or first is None or last is None:
        return ContestState.DRAFT
    if now < first:
        return ContestState.SOON
    return ContestState.OPEN if now < last else ContestState.CLOSED


def paused_or(state: ContestState, *, is_running: bool) -> ContestState:
    """Return ``state``, or that a contest which has begun is between two rounds now."""
    is_paused = state is ContestState.OPEN and not is_running
    return ContestState.PAUSED if is_paused else state


@dataclass(frozen=True)
class Outlook:
    """What is open at a moment, and what comes next.

    Attributes:
        state: of the contest as a whole.
        running: the rounds that take attempts now, those that count first.
        coming: the next round to open.
    """

    state: ContestState
    running: tuple[RoundRules, ...] = ()
    coming: RoundRules | None = None


def outlook(rules: ContestRules, now: datetime) -> Outlook:
    """Return how a published contest stands at ``now``."""
    scored = rules.scored_rounds
    running = [each for each in rules.rounds if each.opens_at <= now < each.closes_at]
    later = [each for each in rules.rounds if now < each.opens_at]
    state = state_at(
        now,
        is_published=True,
        first=min((each.opens_at for each in scored), default=None),
        last=max((each.closes_at for each in scored), default=None),
    )
    return Outlook(
        state=paused_or(state, is_running=bool(running)),
        running=tuple(sorted(running, key=lambda each: (not each.is_scored, each.closes_at))),
        coming=min(later, key=lambda each: each.opens_at, default=None),
    )
