"""Registration of this room's parts of the admin."""

from wagtail import hooks

from .log_actions import FORMATTERS
from .panels import DueRequestsPanel
from .viewsets import PrivacyViewSetGroup


@hooks.register("register_admin_viewset")
def register_privacy_viewsets():
    return PrivacyViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_panel(request, panels):
    panels.append(DueRequestsPanel())


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, formatter in FORMATTERS.items():
        actions.register_action(action)(formatter)
