from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "goodnews.units"
    label = "units"
    verbose_name = _("units")

    def ready(self):
        from django.db.models import ForeignKey
        from wagtail.admin.forms.models import register_form_field_override
        from wagtail.permissions import register_permission_policy

        from goodnews.core.signals import purge_when_changed

        from .belongings import Belonging, register_belonging
        from .forms import UnitChoiceField
        from .models import Headcount, Unit, UnitMerger, UnitPlacement, UnitSplit
        from .policies import KeepingPolicy

        # Public pages show the unit's name and its place.
        purge_when_changed(Unit, UnitMerger, UnitPlacement, UnitSplit)
        # An editor's form shows the tree and what has ended: an old story belongs to an old unit.
        register_form_field_override(ForeignKey, to=Unit, override={"form_class": UnitChoiceField})
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
