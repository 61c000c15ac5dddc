"""What entrants type on the help page; everything is untrusted, and nothing is lost."""

import unicodedata
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.entrants.forms import (
    BIRTH_DATE_HELP,
    BirthDateField,
    LineField,
    name_field,
    possible_birth_date,
    unit_field,
)
from campaigns.contests.models.lost_codes import CONTACT_LENGTH
from campaigns.contests.models.running import QUESTION_LENGTH
from campaigns.contests.rules import ContestRules
from goodnews.core.error_summaries import ErrorSummaryMixin

SHORTEST = 5


class LinesField(forms.CharField):
    """Some lines of text, composed; a line's end counts as one sign, as browsers count it."""

    def to_python(self, value):
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(unicodedata.normalize("NFC", text))


class QuestionForm(forms.Form):
    """A short question to the organisers."""

    text = LinesField(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        min_length=SHORTEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Do not write your return code or what you answered in the contest."),
        error_messages={
            "required": _("Write your question."),
            "min_length": _("Write your question in a few words."),
            "max_length": _("This has %(show_value)d characters; at most %(limit_value)d fit."),
        },
    )


class LostCodeForm(ErrorSummaryMixin, forms.Form):
    """Who has lost the code, by what the registration asked for, and how to reach them."""

    full_name = name_field(_("As you wrote it when you registered."))
    birth_date = BirthDateField(label=_("Birth date"), help_text=BIRTH_DATE_HELP)
    unit_text = unit_field()
    contact = LineField(
        label=_("Where the organisers reach you"),
        max_length=CONTACT_LENGTH,
        min_length=6,
        help_text=_(
            "A phone number or an e-mail address; best the one with which you registered. Children: "
            "that of your father, mother or guardian."
        ),
        error_messages={
            "required": _("Write a phone number or an e-mail address."),
            "min_length": _("This is too short for a phone number or an e-mail address."),
        },
    )

    def __init__(self, data=None, *, rules: ContestRules, today: date):
        super().__init__(data)
        self.today = today
        for name, is_asked in (
            ("birth_date", rules.asks_birth_date),
            ("unit_text", rules.asks_unit),
        ):
            if not is_asked:
                del self.fields[name]

    def clean_birth_date(self) -> date:
        return possible_birth_date(self.cleaned_data["birth_date"], today=self.today)

    @property
    def said(self) -> dict:
        """What a valid form says; nothing of what this contest does not ask for."""
        return {"birth_date": None, "unit_text": "", **self.cleaned_data}
