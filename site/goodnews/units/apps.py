from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "goodnews.units"
    label = "units"
    verbose_name = _("units")

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from goodnews.core.signals import purge_when_changed

        from .belongings import Belonging, register_belonging
        from .models import Headcount, Unit, UnitMerger, UnitPlacement, UnitSplit
        from .policies import KeepingPolicy

        # Public pages show the unit's name and its place.
        purge_when_changed(Unit, UnitMerger, UnitPlacement, UnitSplit)
        # A unit ends with a date; deleting it would take its branch along.
        register_permission_policy(Unit, KeepingPolicy(Unit, withheld=["delete"]))
        register_belonging(
            Belonging(
                code="headcounts",
                label=_("headcounts"),
                rows=lambda units: Headcount.objects.filter(unit__in=units),
                moves=False,
                order=200,
            )
        )
