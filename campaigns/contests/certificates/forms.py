"""The code of a certificate, and why one is revoked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.entrants.codes import tidy_code
from campaigns.contests.entrants.forms import LineField
from goodnews.core.folding import fold

from .codes import LENGTH


class CheckForm(forms.Form):
    """The code as it stands on paper."""

    ma = LineField(
        label=_("Code of the certificate"),
        max_length=40,
        help_text=_("Eighteen letters and digits beside the square code. Capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the code.")},
    )

    def clean_ma(self):
        typed = self.cleaned_data["ma"]
        signs = tidy_code(typed)
        if len(signs) != LENGTH or not signs.isascii():
            raise forms.ValidationError(
                _("A code has %(length)s letters and digits; this has %(count)s.")
                % {"length": LENGTH, "count": len(signs)}
            )
        return typed

    @property
    def code(self) -> str:
        """The code without lines and blanks."""
        return tidy_code(self.cleaned_data["ma"])


class CertificateSearchForm(forms.Form):
    """A name, with or without accents, or a code."""

    q = forms.CharField(label=_("Name or code"), max_length=120, required=False)

    @property
    def typed(self) -> str:
        """What is looked for; "" where nothing, or nonsense, was typed."""
        return self.cleaned_data.get("q", "").strip() if self.is_valid() else ""

    @property
    def folded(self) -> str:
        """The name that is looked for."""
        return fold(self.typed).strip()


class RevokeForm(forms.Form):
    """Why a certificate is revoked."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever checks the certificate reads it. Write no private matters."),
    )
