"""The form of a rule, and that of muting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from goodnews.stats.metrics import all_countables
from goodnews.units.forms import SentenceLabelsMixin

from .choices import RuleKind
from .models import MOST_DAYS, ReminderRule

# What each kind needs; the rest stays empty.
NEEDED = {
    RuleKind.RETURNED: ("days",),
    RuleKind.QUOTA: ("share",),
    RuleKind.SILENCE: ("countable", "days"),
}
MISSING = {
    "days": _("Say after how many days."),
    "share": _("Say at which share of the period."),
    "countable": _("Say what is counted."),
}
UNWANTED = {
    "days": _("A quota has its own period; leave this empty."),
    "share": _("Only a rule about quotas has a share; leave this empty."),
    "countable": _("A returned story is not counted; leave this empty."),
}


class ReminderRuleForm(SentenceLabelsMixin, forms.ModelForm):
    """When who is reminded of what, and how often."""

    countable = forms.ChoiceField(
        label=_("what is counted"),
        required=False,
        help_text=_("For a unit that has done nothing. For quotas: empty for all of them."),
    )
    days = forms.IntegerField(
        label=_("after how many days"),
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=ReminderRule._meta.get_field("days").help_text,
    )
    share = forms.IntegerField(
        label=_("share of the period (%)"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=ReminderRule._meta.get_field("share").help_text,
    )
    repeat_days = forms.IntegerField(
        label=_("again after how many days"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=ReminderRule._meta.get_field("repeat_days").help_text,
    )

    class Meta:
        model = ReminderRule
        fields = [
            "kind",
            "countable",
            "days",
            "share",
            "unit_kind",
            "tells_correspondents",
            "tells_reviewers",
            "repeat_days",
            "is_active",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(countable.code, countable.label) for countable in all_countables()]
        if self.instance.countable and self.instance.countable not in dict(choices):
            # Counted once by a room that is gone; the rule can still be switched off.
            choices.append((self.instance.countable, self.instance.countable))
        self.fields["countable"].choices = [("", "—"), *choices]
        if not self.instance.pk:
            self.fields["repeat_days"].initial = 7

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind:
            for name in MISSING:
                self._check(name, kind, cleaned)
        is_told = cleaned.get("tells_correspondents") or cleaned.get("tells_reviewers")
        if not is_told:
            self.add_error("tells_correspondents", _("Choose who is told."))
        return cleaned

    def _check(self, name: str, kind: str, cleaned: dict) -> None:
        if name not in cleaned:
            return
        # A rule about quotas may name one thing that is counted.
        may = name == "countable" and kind == RuleKind.QUOTA
        if name in NEEDED[kind] and not cleaned[name]:
            self.add_error(name, MISSING[name])
        elif name not in NEEDED[kind] and cleaned[name] and not may:
            self.add_error(name, UNWANTED[name])


class MuteForm(forms.Form):
    """What the button says: mute unless it asks for the reminders again.

    A mail program that ends them posts ``List-Unsubscribe=One-Click`` alone.

    Source: RFC 8058, section 3.2.
    """

    UNMUTE = "unmute"

    action = forms.CharField(required=False)

    @property
    def wants_reminders(self) -> bool:
        """True if the reminders shall come again."""
        return self.is_valid() and self.cleaned_data["action"] == self.UNMUTE
