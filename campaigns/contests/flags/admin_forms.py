"""What organisers choose and say about signs."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .choices import FlagKind, Verdict
from .reviewing import LONGEST_REASON

WAITING, DECIDED = "waiting", "decided"


class FlagFilterForm(forms.Form):
    """Which signs are shown; nonsense shows those that wait."""

    round = forms.TypedChoiceField(label=_("Round"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(
        label=_("Sign"), choices=[("", _("All")), *FlagKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[(WAITING, _("not decided")), (DECIDED, _("decided")), ("all", _("All"))],
        required=False,
    )
    p = forms.IntegerField(
        min_value=1, max_value=1_000_000, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        titles = [(each.number, each.title) for each in rounds]
        self.fields["round"].choices = [("", _("All")), *titles]
        self.is_valid()

    def filter(self, flags: QuerySet) -> QuerySet:
        """Return those of ``flags`` that are asked for."""
        said = self.cleaned_data
        if said.get("round"):
            flags = flags.filter(round__number=said["round"])
        if said.get("kind"):
            flags = flags.filter(kind=said["kind"])
        if said.get("state") == DECIDED:
            return flags.decided()
        return flags if said.get("state") == "all" else flags.waiting()

    @property
    def page(self) -> int:
        """The page that is asked for."""
        return self.cleaned_data.get("p") or 1


class ReviewForm(forms.Form):
    """What somebody says of a sign, and why."""

    verdict = forms.ChoiceField(
        label=_("You say"),
        widget=forms.RadioSelect,
        choices=Verdict.choices,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "It is kept for good. Where both say “disqualify”, the entrant reads both reasons, and "
            "they stand in the minutes."
        ),
        error_messages={"required": _("Write why.")},
    )
    whole_group = forms.BooleanField(
        label=_("“No fault” for all others of this group too"), required=False
    )

    def __init__(self, *args, has_group: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_group:
            del self.fields["whole_group"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("whole_group") and cleaned.get("verdict") == Verdict.DISQUALIFY:
            message = _("Who is disqualified is looked at one by one.")
            self.add_error("whole_group", message)
        return cleaned
