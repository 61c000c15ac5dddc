"""What may stand in a report's query string."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.units.forms import DayField, SentenceLabelsMixin, UnitChoiceField

from .by_time import Grain
from .periods import (
    Period,
    parse_period,
    period_between,
    recent_months,
    recent_quarters,
    recent_years,
)

BETWEEN = "khoang"
# Five years, a leap day included: the whole archive of one province.
LONGEST = 5 * 365 + 2
# More lines than this nobody reads.
MOST_LINES = 366
ORDER = re.compile(r"-?[\w./-]{1,100}", re.ASCII)


class ReportForm(SentenceLabelsMixin, forms.Form):
    """The period and the unit of a report."""

    ky = forms.ChoiceField(
        label=_("period"),
        error_messages={"invalid_choice": _("Choose a period from the list.")},
    )
    tu = DayField(label=_("from day"), required=False)
    den = DayField(label=_("to day"), required=False)
    don_vi = UnitChoiceField(
        label=_("unit"),
        required=False,
        empty_label=_("All units"),
        error_messages={"invalid_choice": _("Choose a unit from the list.")},
    )
    sap_xep = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, units, sees_every_unit: bool, today: date):
        # A link with an order that no column can have shows the report as it is.
        order = data.get("sap_xep", "")
        if not ORDER.fullmatch(order):
            order = ""
        super().__init__({"ky": f"{today:%Y-%m}", **data, "sap_xep": order})
        self.period: Period | None = None
        self.fields["ky"].choices = period_choices(today)
        self.fields["don_vi"].queryset = units
        if not sees_every_unit:
            self.fields["don_vi"].empty_label = None
        for name in ("tu", "den"):
            self.fields[name].help_text = _("Only for “From day – to day”.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("ky") == BETWEEN:
            self._clean_days(cleaned)
        elif cleaned.get("ky"):
            self.period = parse_period(cleaned["ky"])
        return cleaned

    def _clean_days(self, cleaned: dict) -> None:
        first, last = cleaned.get("tu"), cleaned.get("den")
        for name in ("tu", "den"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Give this day."))
        if not first or not last:
            return
        if first > last:
            self.add_error("den", _("The last day is before the first."))
        elif (last - first).days >= LONGEST:
            self.add_error("den", _("The longest period is five years."))
        else:
            self._set_days(first, last)

    def _set_days(self, first: date, last: date) -> None:
        try:
            self.period = period_between(first, last)
        except ValueError:
            self.add_error("tu", _("The site has no figures of that time."))


class TimeReportForm(ReportForm):
    """The same, and how long one line of the report is."""

    theo = forms.ChoiceField(
        label=_("one line for each"),
        required=False,
        choices=[("", _("what suits the period")), *Grain.choices],
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    field_order = ["ky", "tu", "den", "don_vi", "theo"]

    def clean(self):
        cleaned = super().clean()
        is_long = self.period is not None and len(self.period.days) > MOST_LINES
        if cleaned.get("theo") == Grain.DAY and is_long:
            self.add_error("theo", _("A line for each day is shown for one year at most."))
        return cleaned


def period_choices(today: date) -> list:
    """Return the periods of the last years, grouped, and the choice of any days."""

    def group(keys):
        return [(key, parse_period(key).title) for key in keys]

    return [
        (_("Months"), group(recent_months(today))),
        (_("Quarters"), group(recent_quarters(today))),
        (_("Years"), group(recent_years(today))),
        (_("Other"), [(BETWEEN, _("From day – to day"))]),
    ]
