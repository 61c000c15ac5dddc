"""What entrants type on the help page; everything is untrusted, and nothing is lost."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.contests.models.running import QUESTION_LENGTH

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
