from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "goodnews.units"
    label = "units"
    verbose_name = _("units")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.core.signals import purge_when_changed

        from .models import Unit, UnitMerger, UnitPlacement
        from .policies import KeepingPolicy

        # Public pages show the unit's name and its place.
        purge_when_changed(Unit, UnitMerger, UnitPlacement)
        # A unit ends with a date; deleting it would take its branch along.
        register_permission_policy(Unit, KeepingPolicy(Unit, withheld=["delete"]))
