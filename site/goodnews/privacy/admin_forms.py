"""What staff write into a request, and what they look for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .choices import CLOSED_STATES, RequestState
from .forms import TextField
from .holdings import SHORTEST_PHONE, Wanted
from .models.requests import DETAILS_LENGTH


class IdentityForm(forms.Form):
    """How somebody made sure who is asking."""

    note = TextField(
        label=_("How did you make sure who is asking?"),
        is_long=True,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Such as: called back on the number that the school has; came to the office; known to "
            "the unit's secretary. Never keep a picture or the number of an identity card."
        ),
        error_messages={"required": _("Write down how you made sure.")},
    )


class AnswerForm(forms.Form):
    """Done or refused, and what the person is told."""

    state = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(state.value, state.label) for state in CLOSED_STATES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it was done or refused.")},
    )
    answer = TextField(
        label=_("Answer"),
        is_long=True,
        max_length=DETAILS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What was done, or why it could not be. The person reads it on the page of the request, "
            "and by e-mail where an address was given."
        ),
        error_messages={"required": _("Write what was done, or the reason.")},
    )

    def __init__(self, *args, is_checked: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_checked:
            self.fields["state"].choices = [
                (RequestState.REFUSED.value, RequestState.REFUSED.label)
            ]
            self.fields["state"].help_text = _(
                "“Done” can be chosen once the identity has been checked."
            )


class LookUpForm(forms.Form):
    """Whom to look for; one of the fields is enough."""

    name = TextField(label=_("Full name"), required=False, max_length=200)
    phone = TextField(label=_("Phone number"), required=False, max_length=40)
    email = TextField(label=_("E-mail address"), required=False, max_length=254)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.wanted:
            message = _(
                "Give a name, a phone number of %(count)s digits or more, or an e-mail address."
            )
            raise forms.ValidationError(message % {"count": SHORTEST_PHONE})
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """The person as the places of holdings know them."""
        values = self.cleaned_data
        return Wanted.of(
            names=[values.get("name", "")],
            phones=[values.get("phone", "")],
            emails=[values.get("email", "")],
        )
