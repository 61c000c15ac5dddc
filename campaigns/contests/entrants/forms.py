"""The forms of entrants; everything typed is untrusted, and nothing of it is lost."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.contests.choices import PersonRule
from campaigns.contests.rules import ContestRules
from goodnews.accounts.models import User
from goodnews.core.error_summaries import ErrorSummaryMixin
from goodnews.core.folding import fold
from goodnews.units.models import Unit
from quizblocks.item_bodies import one_line

from .people import written_name
from .phones import normal_phone
from .registration import Application, age_at, possible_units, successors_of

MOST_UNITS = 20
OLDEST = 120
BIRTH_DATE_HELP = _("Day/month/year: 26/03/2008, or the digits alone: 26032008")
# What stands between day, month and year; the keypad for digits on an iPhone has none of it.
SEPARATORS = re.compile(r"[\s./-]+")
DIGITS_ALONE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
TOO_LONG = _("This has %(show_value)d characters; at most %(limit_value)d fit.")


class LineField(forms.CharField):
    """One line of text, composed, without signs that nobody can see."""

    def __init__(self, **kwargs):
        kwargs["error_messages"] = {"max_length": TOO_LONG, **kwargs.get("error_messages", {})}
        super().__init__(**kwargs)

    def to_python(self, value):
        return super().to_python(one_line(str(value or "")))


class PhoneField(LineField):
    """A Vietnamese telephone number, in one form however it is typed."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        try:
            return normal_phone(text)
        except ValueError as error:
            raise ValidationError(
                _("This is no phone number of Vietnam. Write it in digits, such as 0912 345 678.")
            ) from error


class BirthDateField(forms.DateField):
    """A birth date as it stands in papers, 26/03/2008, or its digits alone, 26032008."""

    def __init__(self, **kwargs):
        super().__init__(
            input_formats=["%d/%m/%Y", "%d/%m/%y", "%Y/%m/%d"],
            widget=forms.DateInput(
                format="%d/%m/%Y",
                attrs={"inputmode": "numeric", "autocomplete": "bday"},
            ),
            error_messages={
                "required": _("Write the birth date."),
                "invalid": _("Write the day like 26/03/2008 or 26032008: day, month, year."),
            },
            **kwargs,
        )

    def to_python(self, value):
        # What comes from a file or a program may be of any length.
        text = SEPARATORS.sub("/", str(value or "")[:20].strip())
        if digits := DIGITS_ALONE.fullmatch(text):
            text = "/".join(digits.groups())
        return super().to_python(text)


def possible_birth_date(day: date, *, today: date) -> date:
    """Return ``day``, on which somebody who enters may have been born.

    Raises:
        ValidationError: it lies ahead, or nobody is as old as that.
    """
    if not today.year - OLDEST <= day.year or day >= today:
        raise ValidationError(_("Nobody who enters was born on that day. Look at the year."))
    return day


def name_field(help_text: str) -> LineField:
    """Return the field of a full name."""
    return LineField(
        label=_("Full name"),
        max_length=120,
        min_length=3,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your full name.")},
    )


def unit_field(help_text: str = "") -> LineField:
    """Return the field in which somebody types the name of a unit."""
    return LineField(
        label=_("Unit"),
        max_length=200,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the name of your unit.")},
    )


class RegistrationForm(ErrorSummaryMixin, forms.Form):
    """Who enters; it asks for what the rules of the contest ask for."""

    full_name = name_field(_("As it shall stand on the certificate, with all accents."))
    birth_date = BirthDateField(label=_("Birth date"), help_text=BIRTH_DATE_HELP)
    unit_text = unit_field(
        _("Commune, ward, school or office of your Youth Union branch. With or without accents.")
    )
    unit = LineField(max_length=80, required=False)
    phone = PhoneField(
        label=_("Phone number"), error_messages={"required": _("Write your phone number.")}
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is no e-mail address. Write it like ten@example.org."),
            "max_length": TOO_LONG,
        },
    )
    guardian_phone = PhoneField(label=_("Phone number of a parent or guardian"), required=False)
    shows_name = forms.BooleanField(
        label=_("My name may stand in the published results."), required=False
    )
    wants_reminders = forms.BooleanField(
        label=_("Remind me by e-mail when a round opens, and a day before it closes."),
        required=False,
    )
    consent = forms.BooleanField(
        label=_("I have read the rules and agree that what I write here is used for this contest."),
        error_messages={"required": _("Without your agreement you cannot take part.")},
    )

    def __init__(
        self,
        data=None,
        *,
        rules: ContestRules,
        today: date,
        user: User | None = None,
        device_key: str = "",
        unit_slug: str = "",
    ):
        super().__init__(data)
        self.rules, self.today, self.user, self.device_key = rules, today, user, device_key
        self.unit_options: list[Unit] = []
        self.chosen_unit: Unit | None = None
        if unit_slug and data is None and rules.asks_unit:
            self._begin_with(unit_slug)
        for name, is_asked in self._asked().items():
            if not is_asked:
                del self.fields[name]
        if "guardian_phone" in self.fields:
            self.fields["guardian_phone"].help_text = _(
                "Needed from children under %(age)s only."
            ) % {"age": rules.guardian_below}

    def _begin_with(self, slug: str) -> None:
        """Write the unit of a unit's own link into the form; it can be changed."""
        units = possible_units(self.rules, day=self.today)
        self.chosen_unit = units.filter(slug=slug[:200].replace("\x00", "")).first()
        if self.chosen_unit:
            self.initial["unit_text"] = self.chosen_unit.name

    def _asked(self) -> dict[str, bool]:
        rules = self.rules
        by_phone = (PersonRule.PHONE, PersonRule.PHONE_NAME)
        asks_email = rules.asks_email or rules.person == PersonRule.EMAIL
        return {
            "birth_date": rules.asks_birth_date,
            "unit_text": rules.asks_unit,
            "unit": rules.asks_unit,
            "phone": rules.asks_phone or rules.person in by_phone,
            "email": asks_email,
            "wants_reminders": asks_email,
            "guardian_phone": rules.asks_birth_date and rules.guardian_below is not None,
        }

    def clean_full_name(self) -> str:
        return written_name(self.cleaned_data["full_name"])

    def clean_birth_date(self) -> date:
        return possible_birth_date(self.cleaned_data["birth_date"], today=self.today)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("unit_text"):
            self._find_unit(cleaned)
        limit = self.rules.guardian_below
        age = age_at(self.rules, cleaned.get("birth_date"))
        is_child = limit is not None and age is not None and age < limit
        is_missing = "guardian_phone" in self.fields and not cleaned.get("guardian_phone")
        if is_child and is_missing and "guardian_phone" not in self.errors:
            self.add_error(
                "guardian_phone",
                _("You are a child: write the phone number of your father, mother or guardian."),
            )
        return cleaned

    def _find_unit(self, cleaned) -> None:
        """Find the unit that was typed, or offer those that it may be."""
        text = cleaned["unit_text"]
        found = list(possible_units(self.rules, day=self.today).matching(text)[: MOST_UNITS + 1])
        exact = [
            unit
            for unit in found
            if unit.slug == cleaned.get("unit") or fold(unit.name) == fold(text)
        ]
        chosen = [unit for unit in found if unit.slug == cleaned.get("unit")] or exact or found
        if len(chosen) == 1:
            self.chosen_unit = chosen[0]
        elif not found:
            self._offer_successors(text, cleaned.get("unit"))
        else:
            self.unit_options = found[:MOST_UNITS]
            self.add_error("unit_text", _("Several units have this in their name. Choose yours."))

    def _offer_successors(self, text: str, slug: str) -> None:
        """Take the unit that was chosen, or say of which one the typed one is part now."""
        units = successors_of(self.rules, text=text, day=self.today)
        self.chosen_unit = next((unit for unit in units if unit.slug == slug), None)
        if self.chosen_unit is not None:
            return
        if not units:
            message = _("No unit that takes part has this name. Write a part of the name.")
            self.add_error("unit_text", message)
            return
        self.unit_options = units[:MOST_UNITS]
        names = "; ".join(unit.name for unit in self.unit_options)
        message = _("This unit is part of another one now: %(names)s. Choose that one.")
        self.add_error("unit_text", message % {"names": names})

    @property
    def application(self) -> Application:
        """What a valid form says."""
        said = self.cleaned_data
        return Application(
            full_name=said["full_name"],
            birth_date=said.get("birth_date"),
            unit=self.chosen_unit,
            phone=said.get("phone", ""),
            email=said.get("email", ""),
            guardian_phone=said.get("guardian_phone", ""),
            shows_name=said["shows_name"],
            wants_reminders=said.get("wants_reminders", False),
            user=self.user,
            device_key=self.device_key,
        )


class CodeForm(forms.Form):
    """The return code, on another device."""

    code = LineField(
        label=_("Return code"),
        max_length=40,
        help_text=_("Twelve letters and digits, such as ACDE-FGHJ-KMNP. Capitals do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the code.")},
    )
