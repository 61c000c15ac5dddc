"""What people answer and withdraw on the pages of their personal link."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import ConsentRequestParty, ConsentRequestPurpose
from .services import check_name
from .wording import WORDINGS, reader_kind, title_of

YES, NO = "yes", "no"
CHECK, SEND, EDIT = "check", "send", "edit"


class AnswerForm(forms.Form):
    """A yes or no to everything that is asked, nothing chosen beforehand, and a name."""

    name = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
        error_messages={"required": _("Write your full name.")},
    )
    step = forms.ChoiceField(
        choices=[(CHECK, CHECK), (SEND, SEND), (EDIT, EDIT)],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(
        self, *args, party: ConsentRequestParty, asked: Iterable[ConsentRequestPurpose], **kwargs
    ):
        super().__init__(*args, **kwargs)
        kind = reader_kind(role=party.role, age_band=party.request.age_band)
        words = WORDINGS[kind]
        self.fields["name"].label = words.name_label
        self.fields["name"].help_text = words.name_help
        self.party = party
        self.asked = list(asked)
        for purpose in self.asked:
            self.fields[purpose.purpose] = forms.ChoiceField(
                label=title_of(purpose.purpose, kind),
                choices=[(YES, words.yes), (NO, words.no)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one of the two answers.")},
            )

    def clean_name(self):
        check_name(party=self.party, name=self.cleaned_data["name"])
        return self.cleaned_data["name"]

    @property
    def agreed_purposes(self) -> list[str]:
        """The purposes answered with yes."""
        answers = self.cleaned_data
        return [each.purpose for each in self.asked if answers[each.purpose] == YES]

    @property
    def questions(self) -> list[tuple[ConsentRequestPurpose, forms.BoundField]]:
        """Each purpose with its field, in the order in which it is asked."""
        return [(purpose, self[purpose.purpose]) for purpose in self.asked]


class WithdrawForm(forms.Form):
    """What is withdrawn, with the reason if somebody wants to give one."""

    purposes = forms.MultipleChoiceField(
        label=_("What do you withdraw?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what you withdraw.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("You need not give one."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, choices: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purposes"].choices = choices
        self.fields["purposes"].initial = [value for value, _label in choices]
