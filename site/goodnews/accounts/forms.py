"""Wagtail's user forms with the person's unit, and the sign-in form."""

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from goodnews.units.forms import UnitChoiceField, present_units


class UserUnitMixin(forms.ModelForm):
    """The unit of the person, chosen from the tree."""

    unit = UnitChoiceField(
        label=_("Unit"),
        required=False,
        help_text=_("Correspondents and unit reviewers belong to a unit."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = present_units(kept=self.instance.unit_id)


class UserCreationForm(UserUnitMixin, WagtailUserCreationForm):
    class Meta(WagtailUserCreationForm.Meta):
        fields = WagtailUserCreationForm.Meta.fields | {"unit"}


class UserEditForm(UserUnitMixin, WagtailUserEditForm):
    class Meta(WagtailUserEditForm.Meta):
        fields = WagtailUserEditForm.Meta.fields | {"unit"}


class SignInForm(LoginForm):
    """User name or e-mail and password, made for a phone's keyboard."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("User name or e-mail address")
        login.max_length = 254
        login.widget.attrs = {
            "autocomplete": "username webauthn",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["password"].widget.attrs.pop("placeholder", None)


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey with a name; allauth leaves the label of the name in English."""

    name = forms.CharField(label=_("Name of the device"), required=False, max_length=100)


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of the device"), max_length=100)
