"""What may stand in the query strings of the public pages."""

import string

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from .choices import ExemplarKind, FieldOfWork, HonourLevel

# Of good wishes, as the database keeps them.
TEXT_LENGTH, NAME_LENGTH = 200, 40
EVERY = [("", _("All"))]
LETTERS = [*string.ascii_uppercase, "#"]


class QueryForm(forms.Form):
    """A query string; a field that is wrong says so and filters nothing."""

    VISIBLE: tuple[str, ...] = ()

    def __init__(self, data):
        super().__init__(data, label_suffix="")
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


class DirectoryForm(QueryForm):
    """Search and filters of the directory."""

    q = forms.CharField(
        label=_("Name, deed, honour or unit"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    linh_vuc = forms.ChoiceField(label=_("Field of work"), required=False)
    don_vi = forms.ChoiceField(label=_("Unit"), required=False)
    nam = forms.TypedChoiceField(
        label=_("Year of an honour"), required=False, coerce=int, empty_value=None
    )
    cap = forms.ChoiceField(label=_("Level of an honour"), required=False)
    loai = forms.ChoiceField(label=_("Person or group"), required=False)
    chu = forms.ChoiceField(
        choices=[("", "")] + [(letter, letter) for letter in LETTERS], required=False
    )
    page = forms.IntegerField(min_value=1, max_value=99_999, required=False)

    # The letters and the page number are links, not fields to fill in.
    VISIBLE = ("q", "linh_vuc", "don_vi", "nam", "cap", "loai")

    def __init__(self, data, *, units, years):
        """Offer only what leads somewhere.

        Args:
            units: pairs of slug and name of the units that have exemplars.
            years: the years in which somebody was honoured.
        """
        super().__init__(data)
        self.fields["linh_vuc"].choices = [*EVERY, *FieldOfWork.choices]
        self.fields["don_vi"].choices = [*EVERY, *units]
        self.fields["nam"].choices = [*EVERY, *[(year, str(year)) for year in years]]
        self.fields["cap"].choices = [*EVERY, *HonourLevel.choices]
        self.fields["loai"].choices = [*EVERY, *ExemplarKind.choices]


class RollForm(QueryForm):
    """The level and the page of an honour roll."""

    cap = forms.ChoiceField(label=_("Awarded by"), required=False)
    page = forms.IntegerField(min_value=1, max_value=99_999, required=False)

    VISIBLE = ("cap",)

    def __init__(self, data):
        super().__init__(data)
        self.fields["cap"].choices = [*EVERY, *HonourLevel.choices]


class GreetingForm(forms.Form):
    """Good wishes, as a reader writes them."""

    text = forms.CharField(
        label=_("Your good wishes"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name as it should appear.")},
    )
    # Nobody sees it; programs that fill in every field give themselves away.
    website = forms.CharField(required=False)

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def clean_text(self):
        """Return one line of running text."""
        return " ".join(self.cleaned_data["text"].split())

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    @property
    def is_from_a_program(self) -> bool:
        """Tell whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))
