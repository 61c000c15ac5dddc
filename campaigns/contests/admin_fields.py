"""How rules are typed: moments of Viet Nam, minutes, an order of keys, kinds of units."""

import re
from datetime import date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from goodnews.core.days import short_closing
from goodnews.units.choices import UnitKind
from goodnews.units.forms import validate_plausible_day
from goodnews.workflows.deadlines import VIET_NAM

from .choices import TieBreak

CLOCK = re.compile(r"^(.*?)\b(\d{1,2})[:hg](\d{2})(?::00)?\b(.*)$", re.IGNORECASE)
DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
MINUTE_SECONDS = 60
MOST_MINUTES = 24 * 60


def read_moment(text: str) -> datetime:
    """Return the moment that ``text`` names: "10:00 2/11/2026", "24:00 30/4/2026".

    Raises:
        ValueError: it names none.
    """
    found = CLOCK.match(text.strip())
    if not found:
        raise ValueError(text)
    day = _read_day(f"{found[1]} {found[4]}".strip(" ,"))
    hour, minute = int(found[2]), int(found[3])
    if (hour, minute) == (24, 0):
        # The end of a day is the beginning of the next.
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=VIET_NAM)
    return datetime.combine(day, time(hour, minute), tzinfo=VIET_NAM)


def _read_day(text: str) -> date:
    if found := DAY.match(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := ISO_DAY.match(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    raise ValueError(text)


class MomentField(forms.CharField):
    """A moment in Viet Nam, typed with hour and day in either order."""

    default_error_messages = {
        "moment": _("Type hour and day, such as 10:00 02/11/2026 or 24:00 30/04/2026.")
    }

    def __init__(self, *, is_end: bool = False, **kwargs):
        self.is_end = is_end
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs["placeholder"] = "24:00 30/04/2026" if is_end else "10:00 02/11/2026"

    def prepare_value(self, value):
        if not isinstance(value, datetime):
            return value
        if self.is_end:
            return short_closing(value)
        return f"{value.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = read_moment(text)
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["moment"], code="moment") from error
        validate_plausible_day(moment.date())
        return moment

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class MinutesField(forms.IntegerField):
    """Whole minutes, kept as seconds."""

    def __init__(self, **kwargs):
        super().__init__(min_value=1, max_value=MOST_MINUTES, **kwargs)

    def prepare_value(self, value):
        return value // MINUTE_SECONDS if isinstance(value, int) else value

    def clean(self, value):
        minutes = super().clean(value)
        return None if minutes is None else minutes * MINUTE_SECONDS

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class ChainWidget(forms.MultiWidget):
    """One list for each place in the order."""

    template_name = "contests/admin/chain.html"

    def __init__(self, attrs=None):
        choices = [("", "—"), *TieBreak.choices]
        super().__init__([forms.Select(choices=choices) for _key in TieBreak], attrs)

    def decompress(self, value):
        chain = list(value or ())
        return [*chain, *[""] * (len(TieBreak) - len(chain))]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for number, subwidget in enumerate(context["widget"]["subwidgets"], 1):
            subwidget["attrs"]["aria-label"] = _("Key %(number)s") % {"number": number}
        return context


class ChainField(forms.MultiValueField):
    """The keys of a ranking, the first that differs decides; empty places are passed over."""

    widget = ChainWidget

    def __init__(self, **kwargs):
        own = [forms.ChoiceField(choices=TieBreak.choices, required=False) for _key in TieBreak]
        super().__init__(own, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        return [key for key in data_list if key]


class UnitKindsField(forms.MultipleChoiceField):
    """Kinds of units; none stands for all."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=UnitKind.choices, required=False, **kwargs)
