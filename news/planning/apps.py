from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """The calendar of what will be published, and the reserve that saves an empty day."""

    name = "news.planning"
    label = "planning"
    verbose_name = _("planning")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.workflows.chores import Chore, register_chore
        from goodnews.workflows.releases import register_release_planner

        from . import belongings, signals
        from .models import PlanItem
        from .permissions import PlanPermissionPolicy
        from .releases import StoryReleasePlanner
        from .services import watch_slots

        register_permission_policy(PlanItem, PlanPermissionPolicy(PlanItem))
        register_release_planner(StoryReleasePlanner())
        minute = timedelta(minutes=1)
        register_chore(Chore("watch_calendar", minute, lambda now: watch_slots(now=now)))
        signals.connect()
        belongings.register()
