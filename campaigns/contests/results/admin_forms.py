"""What organisers fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.core.folding import fold


class SearchForm(forms.Form):
    """A name, with or without accents."""

    q = forms.CharField(label=_("Name"), max_length=120, required=False)

    @property
    def folded(self) -> str:
        """What is looked for; "" where nothing, or nonsense, was typed."""
        return fold(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


class PublishForm(forms.Form):
    """Why there is a further version."""

    reason = forms.CharField(
        label=_("What changed and why"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it beside the new version. The versions before it stay."),
    )

    def __init__(self, *args, needs_reason: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason


class StandingForm(forms.Form):
    """What is done with an entrant, and why."""

    do = forms.ChoiceField(choices=(("out", "out"), ("back", "back")), widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept for good, stands in the minutes and cannot be changed."),
    )
