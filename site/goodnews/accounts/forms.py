"""Wagtail's user forms with the person's unit."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from goodnews.units.forms import UnitChoiceField


class UserUnitMixin(forms.ModelForm):
    """The unit of the person, chosen from the tree."""

    unit = UnitChoiceField(
        label=_("unit"),
        required=False,
        help_text=_("Correspondents and unit reviewers belong to a unit."),
    )


class UserCreationForm(UserUnitMixin, WagtailUserCreationForm):
    class Meta(WagtailUserCreationForm.Meta):
        fields = WagtailUserCreationForm.Meta.fields | {"unit"}


class UserEditForm(UserUnitMixin, WagtailUserEditForm):
    class Meta(WagtailUserEditForm.Meta):
        fields = WagtailUserEditForm.Meta.fields | {"unit"}
