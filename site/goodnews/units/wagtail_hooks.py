"""Registration of this room's parts of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .viewsets import unit_viewset


@hooks.register("register_admin_viewset")
def register_unit_viewset():
    return unit_viewset


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("units.merge", _("Merge units"), _("Merged into another unit"))
    actions.register_action("units.split", _("Split a unit"), _("Split into other units"))
