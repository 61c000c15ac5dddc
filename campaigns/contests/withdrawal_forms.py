"""Taking a published contest off the site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import RulesVersion

LONGEST = RulesVersion._meta.get_field("reason").max_length


class WithdrawalForm(forms.Form):
    """Why it is taken down."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it with the rules if the contest is published again."),
    )
