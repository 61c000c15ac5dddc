"""Forms of the steps in a question's life."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizblocks.choices import AnnulmentKind, Verdict

STEPS = (Verdict.PASSED, Verdict.RETURNED, Verdict.APPROVED, Verdict.RETIRED)


class StepForm(forms.Form):
    """One step about the content that the page showed."""

    do = forms.ChoiceField(choices=[(step.value, step.label) for step in STEPS])
    digest = forms.CharField(max_length=64, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for “Send back” and “Take out of use”; the author reads it."),
    )


class AnnulmentForm(forms.Form):
    """What is wrong with what was answered already, and why."""

    kind = forms.ChoiceField(
        label=_("What has to be done?"),
        choices=[
            (AnnulmentKind.ANNUL.value, _("Annul the question: its answers no longer count")),
            (
                AnnulmentKind.CORRECTION.value,
                _("Correct the key: the question stays, its answers are marked again"),
            ),
        ],
        widget=forms.RadioSelect,
    )
    first_version = forms.TypedChoiceField(label=_("Wrong since version"), coerce=int)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Reports and results show it."),
    )

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_version"].choices = [(number, number) for number in versions]
        if versions:
            self.fields["first_version"].initial = versions[-1]


class DecisionForm(forms.Form):
    """Confirming or withdrawing an annulment that waits."""

    do = forms.ChoiceField(choices=[("confirm", ""), ("withdraw", "")])
    annulment = forms.IntegerField(min_value=1, max_value=2**31)
