"""What may stand in the directory's query string."""

import string

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from .choices import ExemplarKind, FieldOfWork

LETTERS = [*string.ascii_uppercase, "#"]


class DirectoryForm(forms.Form):
    """Search and filters; a field that is wrong says so and filters nothing."""

    q = forms.CharField(
        label=_("Name, deed or unit"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    linh_vuc = forms.ChoiceField(label=_("Field of work"), required=False)
    don_vi = forms.ChoiceField(label=_("Unit"), required=False)
    nam = forms.TypedChoiceField(
        label=_("Year of an honour"), required=False, coerce=int, empty_value=None
    )
    loai = forms.ChoiceField(label=_("Person or group"), required=False)
    chu = forms.ChoiceField(
        choices=[("", "")] + [(letter, letter) for letter in LETTERS], required=False
    )
    page = forms.IntegerField(min_value=1, max_value=99_999, required=False)

    # The letters and the page number are links, not fields to fill in.
    VISIBLE = ("q", "linh_vuc", "don_vi", "nam", "loai")

    def __init__(self, data, *, units, years):
        """Offer only what leads somewhere.

        Args:
            units: pairs of slug and name of the units that have exemplars.
            years: the years in which somebody was honoured.
        """
        super().__init__(data, label_suffix="")
        every = [("", _("All"))]
        self.fields["linh_vuc"].choices = [*every, *FieldOfWork.choices]
        self.fields["don_vi"].choices = [*every, *units]
        self.fields["nam"].choices = [*every, *[(year, str(year)) for year in years]]
        self.fields["loai"].choices = [*every, *ExemplarKind.choices]
        for field in self.fields.values():
            # Django's own words repeat what was typed, however long it is.
            field.error_messages["invalid_choice"] = _(
                "There is no such choice; this filter is left out."
            )

    def chosen(self) -> dict:
        """Return what was asked for and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def visible_inputs(self):
        """Return the fields that the reader fills in."""
        return [self[name] for name in self.VISIBLE]

    def kept_query(self, *, without: tuple[str, ...] = ("page",)) -> str:
        """Return what was asked for as the beginning of a query string, ending in "&"."""
        kept = {name: value for name, value in self.chosen().items() if name not in without}
        return f"{urlencode(kept)}&" if kept else ""
