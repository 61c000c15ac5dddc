"""What organisers fill in on who may enter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.core.folding import fold
from goodnews.core.spreadsheets.forms import SheetForm

from .exclusions import Traits
from .forms import BirthDateField, LineField, PhoneField


class RosterSearchForm(forms.Form):
    """A name, with or without accents, and a page of the list."""

    q = forms.CharField(max_length=120, required=False)
    p = forms.IntegerField(min_value=1, max_value=100_000, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_valid()

    @property
    def folded(self) -> str:
        """What is looked for; "" where nothing, or nonsense, was typed."""
        return fold(self.cleaned_data.get("q", "")).strip()

    @property
    def page(self) -> int:
        """The page that is asked for; the first where that is nonsense."""
        return self.cleaned_data.get("p") or 1


class RosterFileForm(SheetForm):
    """The choice of a roster: Excel or CSV."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("Excel file (.xlsx) or CSV")
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"


class ExclusionForm(forms.Form):
    """Somebody who does not take part, and by what they are known."""

    full_name = LineField(
        label=_("Full name"),
        max_length=120,
        min_length=3,
        help_text=_("With all accents."),
        error_messages={"required": _("Write the full name.")},
    )
    birth_date = BirthDateField(
        label=_("Birth date"),
        required=False,
        help_text=_("Day/month/year. Together with the name it tells who it is."),
    )
    phone = PhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("This is no e-mail address. Write it like ten@example.org.")},
    )
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example: writes questions, prints the papers. Staff alone read it."),
        error_messages={"required": _("Write why.")},
    )

    def clean(self):
        cleaned = super().clean()
        known = ("birth_date", "phone", "email")
        if not any(cleaned.get(name) for name in known) and not any(
            name in self.errors for name in known
        ):
            message = _("A name alone fits many people: add birth date, phone or e-mail address.")
            self.add_error("birth_date", message)
        return cleaned

    @property
    def traits(self) -> Traits:
        """By what the person of a valid form is known."""
        said = self.cleaned_data
        return Traits(said["full_name"], said["birth_date"], said["phone"], said["email"])
