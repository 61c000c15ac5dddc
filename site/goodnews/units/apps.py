from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "goodnews.units"
    label = "units"
    verbose_name = _("units")

    def ready(self):
        from goodnews.core.signals import purge_when_changed

        from .models import Unit, UnitMerger, UnitPlacement

        # Public pages show the unit's name and its place.
        purge_when_changed(Unit, UnitMerger, UnitPlacement)
