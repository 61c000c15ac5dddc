"""Wagtail's user forms with the person's unit, and the sign-in form."""

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from goodnews.units.forms import UnitChoiceField, present_units

from .addresses import holder_of, set_addresses


class PersonFormMixin(forms.ModelForm):
    """The unit of the person, chosen from the tree, and an address that nobody else has."""

    unit = UnitChoiceField(
        label=_("Unit"),
        required=False,
        help_text=_("Correspondents and unit reviewers belong to a unit."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = present_units(kept=self.instance.unit_id)

    def clean_email(self):
        email = self.cleaned_data["email"]
        if email and (holder := holder_of(email, other_than=self.instance.pk)):
            message = _("“%(name)s” has this e-mail address already.")
            raise forms.ValidationError(message % {"name": holder.get_username()})
        return email

    def save(self, commit=True):
        person = super().save(commit)
        if commit and "email" in self.changed_data:
            set_addresses([person])
        return person


class UserCreationForm(PersonFormMixin, WagtailUserCreationForm):
    class Meta(WagtailUserCreationForm.Meta):
        fields = WagtailUserCreationForm.Meta.fields | {"unit"}


class UserEditForm(PersonFormMixin, WagtailUserEditForm):
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
