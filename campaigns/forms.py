"""What may stand in the campaign page's query string."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

# Years beyond these are typing errors; datetime itself would accept 1 to 9999.
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


class PatternDateField(forms.Field):
    """A date written year first; what is no such date is an error, never an exception."""

    default_error_messages = {"invalid": _("Enter a date such as 2026-11-21.")}

    def __init__(self, pattern: re.Pattern, **kwargs):
        self.pattern = pattern
        super().__init__(required=False, **kwargs)

    def to_python(self, value) -> date | None:
        if not value:
            return None
        match = self.pattern.fullmatch(str(value).strip())
        if match is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        numbers = [int(part) for part in match.groups()]
        try:
            day = date(numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 1)
        except ValueError:
            day = None
        if day is None or not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class CampaignQueryForm(forms.Form):
    """The chosen tab, month, day and page number; wrong values count as not given."""

    TABS = [("lich", _("Calendar")), ("danh-sach", _("List")), ("don-vi", _("By unit"))]

    xem = forms.ChoiceField(choices=TABS, required=False)
    thang = PatternDateField(MONTH)
    ngay = PatternDateField(DAY)
    page = forms.IntegerField(min_value=1, max_value=99_999, required=False)

    def chosen(self, name: str):
        """Return what was asked for under ``name``; None where nothing or nonsense was."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


class AdminCalendarForm(forms.Form):
    """The chosen campaign and month of the editors' calendar."""

    chien_dich = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    thang = PatternDateField(MONTH)

    def chosen(self, name: str):
        """Return what was asked for under ``name``; None where nothing or nonsense was."""
        self.is_valid()
        return self.cleaned_data.get(name) or None
