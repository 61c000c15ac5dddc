"""A newsroom inside the campaign of tests.campaigns; now is 21 November 2026, noon in Viet Nam."""

from datetime import date, datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from goodnews.workflows.models import ApprovalTask
from goodnews.workflows.releases import APPROVE, APPROVE_FOR_RESERVE
from news.models import StoryPage
from news.planning.models import PlanItem
from news.planning.services import plan_slot
from tests.campaigns.factories import NOW, TODAY, make_campaign
from tests.workflows.factories import Newsroom, act, fresh, make_newsroom

__all__ = ["NOW", "TODAY", "TOMORROW", "at", "frozen", "make_campaign", "make_newsroom"]

TOMORROW = TODAY + timedelta(days=1)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    """Return a moment in Viet Nam."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def frozen(moment: datetime = NOW):
    """Let Django's clock stand at ``moment``."""
    return mock.patch("django.utils.timezone.now", return_value=moment)


def approved(
    room: Newsroom,
    title: str,
    *,
    action: str = APPROVE_FOR_RESERVE,
    moment: datetime = NOW,
    **values,
) -> StoryPage:
    """Return a story that went through the workflow and was approved by ``action``."""
    with frozen(moment):
        page = room.at_approval(title, **values)
        assert isinstance(page.current_workflow_task, ApprovalTask)
        act(page, room.approver, action)
        return fresh(page)


def plan(campaign, day: date, *, page=None, kind: str = "day", note: str = "") -> PlanItem:
    """Return an item of the plan, made at noon of the 21st."""
    note = note or ("" if page else "Xã Nậm Pung gửi")
    return plan_slot(campaign=campaign, kind=kind, day=day, page=page, note=note, now=NOW)


def planned_and_approved(room: Newsroom, campaign, title: str, day: date, **values) -> StoryPage:
    """Return a story planned for ``day`` and then approved."""
    with frozen():
        page = room.at_approval(title, **values)
        plan(campaign, day, page=page, kind="week" if "kind" in values else "day")
        act(page, room.approver, APPROVE)
        return fresh(page)


def timed(room: Newsroom, title: str, moment: datetime, **values) -> StoryPage:
    """Return a story that was approved with an hour of its own, outside the plan."""
    with frozen():
        page = room.story(title, go_live_at=moment, **values)
        page.get_latest_revision().publish(skip_permission_checks=True)
        return fresh(page)
