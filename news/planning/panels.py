"""Panels of the admin's start page: today, and the next seven days."""

from datetime import timedelta

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from campaigns import slots
from campaigns.choices import SlotKind

from .board import days_board, reserve_list
from .coverage import running_campaigns
from .models import PlanItem
from .services.hours import local_day


class PlanPanel(Component):
    """Parent of the panels: they are for whoever may see the plan."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        policy = policy_registry.get_by_type(PlanItem)
        now = timezone.now()
        today = local_day(now)
        campaign = None
        if policy.user_has_permission(user, "view"):
            campaign = running_campaigns(today, today + timedelta(days=7)).last()
        context |= {"campaign": campaign, "today": today}
        if campaign is not None:
            context |= self.plan_context(campaign, now=now)
        return context

    def plan_context(self, campaign, *, now) -> dict:
        """Return what the panel shows of ``campaign``."""
        raise NotImplementedError


class TodayPanel(PlanPanel):
    """Is there a good news today, and this week's story? (Hôm nay)"""

    name = "plan_today"
    template_name = "planning/admin/today_panel.html"
    order = 110

    def plan_context(self, campaign, *, now):
        today = local_day(now)
        week = days_board(campaign, today, today, now=now).weeks[0]
        return {"day": week.days[0], "week": week.slot, "reserve": reserve_list()}


class NextSevenDaysPanel(PlanPanel):
    """What the next seven days hold (7 ngày tới)."""

    name = "plan_next_days"
    template_name = "planning/admin/next_days_panel.html"
    order = 120

    def plan_context(self, campaign, *, now):
        first = local_day(now) + slots.ONE_DAY
        board = days_board(campaign, first, first + slots.ONE_DAY * 6, now=now)
        found = board.slots()
        return {
            "days": [slot for slot in found if slot.kind == SlotKind.DAY],
            "weeks": [slot for slot in found if slot.kind == SlotKind.WEEK],
        }
