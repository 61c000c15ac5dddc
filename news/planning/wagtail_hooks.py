"""What the plan adds to Wagtail's admin; registration only."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.permissions import policy_registry

from goodnews.workflows.models import ApprovalTask
from news.models import StoryPage

from .admin_views import say_what_waits
from .models import PlanItem
from .panels import NextSevenDaysPanel, Outlook, TodayPanel
from .querysets import WITHDRAWN
from .viewsets import PlanViewSet


@hooks.register("register_admin_viewset")
def register_plan_viewset():
    return PlanViewSet()


@hooks.register("register_page_header_buttons")
def plan_button(page, user, view_name, next_url=None):
    policy = policy_registry.get_by_type(PlanItem)
    is_story = issubclass(page.specific_class or type(page), StoryPage)
    if is_story and not page.live and policy.user_may_plan(user):
        yield Button(
            _("Put into the plan…"),
            reverse("plan:story", args=[page.pk]),
            icon_name="calendar-alt",
            priority=60,
        )


@hooks.register("after_edit_page")
def say_when_it_goes_live(request, page):
    if request.POST.get("workflow-action-name") in ApprovalTask.approving_actions:
        say_what_waits(request, page)


@hooks.register("construct_homepage_panels")
def add_plan_panels(request, panels):
    outlook = Outlook(request.user)
    panels += [TodayPanel(outlook), NextSevenDaysPanel(outlook)]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action("planning.filled")
    class FilledFormatter(LogFormatter):
        label = _("Published from the reserve")

        def format_message(self, log_entry):
            return _("Published by itself from the reserve: nothing was ready for %(slot)s") % {
                "slot": log_entry.data.get("slot_on", "")
            }

    @actions.register_action(WITHDRAWN)
    class WithdrawnFormatter(LogFormatter):
        label = _("Taken out of the reserve")

        def format_message(self, log_entry):
            reason = log_entry.data.get("reason", "")
            return _("Taken out of the reserve: %(reason)s") % {"reason": reason}
