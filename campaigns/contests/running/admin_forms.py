"""What organisers type while a contest runs."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.admin_fields import MomentField
from campaigns.contests.models import Contest, HelpPhrase
from campaigns.contests.models.lost_codes import NOTE_LENGTH
from campaigns.contests.models.running import ANSWER_LENGTH, MESSAGE_LENGTH
from goodnews.units.models import Unit

from .choices import Audience

TOO_LONG = _("This has %(show_value)d characters; at most %(limit_value)d fit.")
REASON_LENGTH = 1000


class UnitField(forms.ModelChoiceField):
    """A unit of today, shown by its place in the tree."""

    def label_from_instance(self, unit):
        return "– " * (unit.depth - 1) + unit.name


class MessageForm(forms.Form):
    """What is said, and to whom."""

    audience = forms.ChoiceField(
        label=_("For whom"), choices=Audience.choices, widget=forms.RadioSelect, initial="all"
    )
    unit = UnitField(
        label=_("Unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Only for a message to a unit; all units below it read it too."),
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands on top of the entrants' own pages until you take it back."),
        error_messages={"required": _("Write what entrants shall read."), "max_length": TOO_LONG},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["unit"].queryset = Unit.objects.valid_on(today).order_by("path")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("audience") != Audience.UNIT:
            cleaned["unit"] = None
        elif not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Choose the unit whose entrants shall read it."))
        return cleaned


class AnswerForm(forms.Form):
    """Ready answers, own words, or both."""

    phrases = forms.ModelMultipleChoiceField(
        label=_("Ready answers"),
        queryset=HelpPhrase.objects.filter(is_offered=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("A ready answer was deleted meanwhile; choose again.")},
    )
    words = forms.CharField(
        label=_("Your own words"),
        max_length=ANSWER_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The entrant reads the ready answers first, then this."),
        error_messages={"max_length": TOO_LONG},
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        parts = [*(each.text for each in cleaned["phrases"]), cleaned["words"].strip()]
        cleaned["answer"] = "\n\n".join(part for part in parts if part)
        if not cleaned["answer"]:
            self.add_error("words", _("Choose a ready answer or write one."))
        elif len(cleaned["answer"]) > ANSWER_LENGTH:
            self.add_error("words", _("Together this is too long. Choose fewer ready answers."))
        return cleaned


class RefuseCodeForm(forms.Form):
    """Why nobody is given a code for a request."""

    note = forms.CharField(
        label=_("Reason"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For example: no such entrant; called 0912 345 678 on 24 November, the person will "
            "register anew."
        ),
        error_messages={"required": _("Write why nobody is given a code."), "max_length": TOO_LONG},
    )


class LostCodeParameterForm(forms.Form):
    """Which request a new code is for, as the address says it; nonsense is none."""

    yeu_cau = forms.IntegerField(min_value=1, max_value=2**62, required=False)

    @property
    def number(self) -> int | None:
        """The id of the request, or None."""
        return self.cleaned_data.get("yeu_cau") if self.is_valid() else None


class IncidentForm(forms.Form):
    """What happened, when, to which rounds, and what was done."""

    began_at = MomentField(
        label=_("Began at"),
        help_text=_("Viet Nam time, hour and day in either order, such as 10:00 02/11/2026."),
        error_messages={"required": _("Say when it began.")},
    )
    ended_at = MomentField(
        label=_("Over at"), required=False, help_text=_("Empty: it is not over.")
    )
    rounds = forms.TypedMultipleChoiceField(
        label=_("Rounds"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all rounds."),
    )
    what = forms.CharField(
        label=_("What went wrong"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what happened."), "max_length": TOO_LONG},
    )
    done = forms.CharField(
        label=_("How it was dealt with"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is noted is never changed; a correction is another note."),
        error_messages={
            "required": _("Write what was done, even if it was nothing."),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args, contest: Contest, **kwargs):
        super().__init__(*args, **kwargs)
        rounds = contest.rounds.order_by("number", "pk")
        self.fields["rounds"].choices = list(rounds.values_list("number", "title"))
