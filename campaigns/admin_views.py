"""The editors' side of the calendar, in Wagtail's admin."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import EditView, PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from . import slots
from .calendar import CalendarMonth, campaign_month, month_calendar
from .errors import CampaignError
from .forms import AdminCalendarForm
from .models import CampaignEntry, CampaignPage
from .services import move_entry
from .slots import DayState


class EntryMoveView(EditView):
    """Let a story fill another day; the service decides whether it may."""

    page_title = _("Move to another day")
    template_name = "campaigns/admin/move_entry.html"
    success_message = _("“%(object)s” has been moved.")
    submit_button_label = _("Move to this day")

    def form_valid(self, form):
        try:
            self.object = move_entry(
                entry=self.get_object(), to=form.cleaned_data["slot_on"], now=timezone.now()
            )
        except CampaignError as error:
            form.add_error("slot_on", error)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        self.form = form
        slot_on = self.object.slot_on
        log(
            instance=self.object,
            action="wagtail.edit",
            user=self.request.user,
            data={"slot_on": slot_on.isoformat() if slot_on else None},
        )
        return self.save_action()


class EditorsCalendarView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One month with its gaps, so that no day stays empty."""

    page_title = _("Sunny calendar")
    header_icon = "calendar-alt"
    template_name = "campaigns/admin/calendar.html"
    any_permission_required = ["view", "change"]

    @property
    def permission_policy(self):
        """The policy of the stories that the calendar shows."""
        return policy_registry.get_by_type(CampaignEntry)

    def get_breadcrumbs_items(self):
        """Return the way to here; Wagtail's default ends at its own start page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = AdminCalendarForm(self.request.GET)
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        campaigns = list(CampaignPage.objects.in_language(settings.LANGUAGE_CODE).newest_first())
        campaign = choose_campaign(campaigns, form.chosen("chien_dich"), today=today)
        context.update({"campaigns": campaigns, "campaign": campaign, "today": today})
        if campaign is not None:
            first = campaign_month(campaign, form.chosen("thang") or today)
            calendar = month_calendar(
                campaign=campaign, year=first.year, month=first.month, today=today
            )
            context.update(
                {
                    "calendar": calendar,
                    "gaps": gaps_of(calendar),
                    "rows": rows_of(calendar),
                    "can_move": self.permission_policy.user_has_permission(
                        self.request.user, "change"
                    ),
                }
            )
        return context


def choose_campaign(campaigns: list, wanted: int | None, *, today: date):
    """Return the campaign asked for, else the one that runs today, else the latest."""
    for campaign in campaigns:
        if campaign.pk == wanted:
            return campaign
    running = [page for page in campaigns if page.starts_on <= today <= page.ends_on]
    return (running or campaigns or [None])[0]


def gaps_of(calendar: CalendarMonth) -> list[date]:
    """Return the days of the month that are over or running and have no good news."""
    squares = [square for week in calendar.weeks for square in week.days if square]
    return [square.day for square in squares if square.state in (DayState.GAP, DayState.OPEN)]


def rows_of(calendar: CalendarMonth) -> list[dict]:
    """Return the weeks with each square and the number of pages planned for its day."""
    planned = planned_days(calendar)
    return [
        {
            "week": week,
            "cells": [
                {"square": square, "planned": planned.get(square.day, 0) if square else 0}
                for square in week.days
            ],
        }
        for week in calendar.weeks
    ]


def planned_days(calendar: CalendarMonth) -> dict[date, int]:
    """Return how many approved pages go live by themselves on each day of the month."""
    last = slots.month_end(calendar.first.year, calendar.first.month)
    zone = timezone.get_default_timezone()
    moments = Revision.objects.filter(
        approved_go_live_at__range=(
            datetime.combine(calendar.first, time.min, zone),
            datetime.combine(last, time.max, zone),
        )
    ).values_list("approved_go_live_at", flat=True)
    days: dict[date, int] = {}
    for moment in moments:
        day = moment.astimezone(zone).date()
        days[day] = days.get(day, 0) + 1
    return days
