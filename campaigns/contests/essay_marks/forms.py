"""What a marker fills in."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _


class MarkForm(forms.Form):
    """Points for one essay, in halves or quarters if need be."""

    essay = forms.UUIDField(widget=forms.HiddenInput)
    points = forms.DecimalField(
        label=_("Points"),
        max_digits=7,
        decimal_places=2,
        min_value=0,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"min_value": _("An essay never gets fewer points than none.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For the organisers' records: what the mark rests on. It may be left empty."),
    )

    def __init__(self, *args, worth: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["points"].help_text = _("0 to %(worth)s, such as 7 or 7.5.") % {"worth": worth}
        self.fields["points"].validators.append(_below(worth))

    @property
    def read(self) -> UUID | None:
        """The essay that was read for these points, once they are checked."""
        return self.cleaned_data.get("essay") if self.is_bound else None


def _below(worth: int):
    def check(value):
        if value > worth:
            raise forms.ValidationError(
                _("The essay is worth %(worth)s points at most.") % {"worth": worth}
            )

    return check
