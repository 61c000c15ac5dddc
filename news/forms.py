"""What readers may ask of the archive."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.units.models import Unit


class UnitFilterForm(forms.Form):
    """Which unit's stories to show; the answer is a redirect to the unit's own archive."""

    unit = forms.ModelChoiceField(
        queryset=Unit.objects.all(),
        to_field_name="slug",
        label=_("Unit"),
        error_messages={
            "invalid_choice": _("There is no such unit. Choose one from the list."),
            "required": _("Choose a unit from the list."),
        },
    )
