"""What stands in the admin's menu for secretaries of units."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from .entry_views import sees_own_unit


class UnitFiguresMenuItem(MenuItem):
    """Leads to the figures of the own unit; for those who belong to one."""

    def __init__(self):
        super().__init__(
            _("Own unit in the contests"),
            reverse_lazy("contest_unit_figures"),
            name="contest-unit-figures",
            icon_name="group",
            order=153,
        )

    def is_shown(self, request):
        return sees_own_unit(request.user)
