"""When an approved page becomes public: at once, unless a room above has a plan for it.

The last approver may also put the page by (để dành): it is approved, and waits.
"""

from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

APPROVE = "approve"
APPROVE_NOW = "approve_now"
APPROVE_FOR_RESERVE = "approve_for_reserve"


class ReleasePlanner(Protocol):
    """What a room that plans publications answers and remembers."""

    def planned_moment(self, page, now: datetime) -> datetime | None:
        """Return when the plan publishes ``page``, if that is still to come."""

    def may_wait(self, page) -> bool:
        """Tell whether ``page`` may be approved without being published."""

    def hold(self, *, page, revision, moment: datetime | None, now: datetime) -> None:
        """Remember that ``revision`` is approved and goes live at ``moment``, or waits."""

    def let_go(self, page) -> None:
        """Forget what was kept back of ``page``: it has been decided about anew."""

    def is_held(self, revision) -> bool:
        """Tell whether ``revision`` is approved but kept back."""


_planners: list[ReleasePlanner] = []


def register_release_planner(planner: ReleasePlanner) -> None:
    """Let ``planner`` decide about the pages that it knows; the first that does is asked."""
    if all(type(known) is not type(planner) for known in _planners):
        _planners.append(planner)


def planner_of(page) -> ReleasePlanner | None:
    """Return who plans the publication of ``page``."""
    return next((planner for planner in _planners if planner.may_wait(page)), None)


def release_actions(page, now: datetime) -> list[tuple[str, str, bool]]:
    """Return the further ways to approve ``page``, as Wagtail lists actions."""
    planner = planner_of(page)
    if planner is None:
        return []
    if planner.planned_moment(page, now):
        return [(APPROVE_NOW, _("Approve and publish now"), False)]
    return [(APPROVE_FOR_RESERVE, _("Approve for the reserve"), False)]


def planned_label(page, now: datetime):
    """Return what "approve" means for a page that the plan has a moment for; None else."""
    planner = planner_of(page)
    moment = planner.planned_moment(page, now) if planner else None
    if moment is None:
        return None
    text = date_format(timezone.localtime(moment, timezone.get_default_timezone()), "H:i d/m/Y")
    return format_lazy(_("Approve, publish at {moment}"), moment=text)


def hold_back(*, page, revision, action_name: str, now: datetime) -> None:
    """Keep the approved ``revision`` back if the approver or the plan wants it."""
    for known in _planners:
        known.let_go(page)
    planner = planner_of(page)
    if planner is None or action_name == APPROVE_NOW:
        return
    moment = planner.planned_moment(page, now)
    if moment is not None or action_name == APPROVE_FOR_RESERVE:
        planner.hold(page=page, revision=revision, moment=moment, now=now)


def is_held(revision) -> bool:
    """Tell whether somebody keeps the approved ``revision`` back."""
    return any(planner.is_held(revision) for planner in _planners)
