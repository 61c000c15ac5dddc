"""Panels of the admin's start page: today, and the next seven days."""

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from campaigns import slots
from campaigns.choices import SlotKind
from goodnews.core.days import local_day

from .board import Slot, days_board, reserve_count
from .coverage import running_campaigns
from .models import PlanItem


class Outlook:
    """What both panels show, read once: today and the seven days after it."""

    def __init__(self, user):
        self.now = timezone.now()
        self.today = local_day(self.now)
        self.may_see = policy_registry.get_by_type(PlanItem).user_has_permission(user, "view")

    @cached_property
    def campaign(self):
        """The campaign that runs, or begins soon; None where nothing is to be shown."""
        if not self.may_see:
            return None
        return running_campaigns(self.today, self.today + slots.ONE_WEEK).last()

    @cached_property
    def slots(self) -> list[Slot]:
        """Every slot from today on, weeks first."""
        last = self.today + slots.ONE_WEEK
        return days_board(self.campaign, self.today, last, now=self.now).slots()

    def of_kind(self, kind: str) -> list[Slot]:
        """Return the days, or the weeks."""
        return [slot for slot in self.slots if slot.kind == kind]


class PlanPanel(Component):
    """Parent of the panels: they are for whoever may see the plan."""

    def __init__(self, outlook: Outlook):
        self.outlook = outlook

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context |= {"campaign": self.outlook.campaign, "today": self.outlook.today}
        if self.outlook.campaign is not None:
            context |= self.plan_context()
        return context

    def plan_context(self) -> dict:
        """Return what the panel shows of the outlook."""
        raise NotImplementedError


class TodayPanel(PlanPanel):
    """Is there a good news today, and this week's story? (Hôm nay)"""

    name = "plan_today"
    template_name = "planning/admin/today_panel.html"
    order = 110

    def plan_context(self):
        return {
            "day": self.outlook.of_kind(SlotKind.DAY)[0],
            "week": self.outlook.of_kind(SlotKind.WEEK)[0],
            "reserve_count": reserve_count(),
        }


class NextSevenDaysPanel(PlanPanel):
    """What the next seven days hold (7 ngày tới)."""

    name = "plan_next_days"
    template_name = "planning/admin/next_days_panel.html"
    order = 120

    def plan_context(self):
        return {
            "days": self.outlook.of_kind(SlotKind.DAY)[1:],
            "weeks": self.outlook.of_kind(SlotKind.WEEK)[1:],
        }
