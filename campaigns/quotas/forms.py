"""The form of a quota."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from goodnews.stats.metrics import all_countables
from goodnews.units.forms import DayField, SentenceLabelsMixin, UnitChoiceField, present_units

from .errors import QuotaError
from .models import Quota
from .services import refuse_overlap, save_quota

LARGEST = 1000


class QuotaForm(SentenceLabelsMixin, forms.ModelForm):
    """What is asked for, of whom, how often, and in which days."""

    countable = forms.ChoiceField(label=_("what is asked for"))
    unit = UnitChoiceField(
        label=_("one unit"),
        required=False,
        empty_label="—",
        help_text=_("Instead of a kind; its own quota stands in place of the one of its kind."),
    )
    number = forms.IntegerField(label=_("number"), min_value=1, max_value=LARGEST)
    valid_from = DayField(label=_("valid from"))
    valid_to = DayField(
        label=_("valid to"), required=False, help_text=_("Last day; empty while it holds.")
    )

    class Meta:
        model = Quota
        fields = [
            "countable",
            "unit_kind",
            "unit",
            "number",
            "period",
            "valid_from",
            "valid_to",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = present_units(kept=self.instance.unit_id)
        choices = [(countable.code, countable.label) for countable in all_countables()]
        if self.instance.pk and self.instance.countable not in dict(choices):
            # Asked for once by a room that is gone; the quota can still be ended.
            choices.append((self.instance.countable, self.instance.countable))
        self.fields["countable"].choices = choices

    def clean(self):
        cleaned = super().clean()
        if "unit" in cleaned and "unit_kind" in cleaned:
            if cleaned["unit"] and cleaned["unit_kind"]:
                self.add_error("unit", _("Choose a kind of unit or one unit, not both."))
            elif not cleaned["unit"] and not cleaned["unit_kind"]:
                self.add_error("unit_kind", _("Choose a kind of unit or one unit."))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if set(self.errors) - {NON_FIELD_ERRORS}:
            return
        try:
            refuse_overlap(self.instance)
        except QuotaError as error:
            # Names the other quota; the constraint only knows that there is one.
            self.errors.pop(NON_FIELD_ERRORS, None)
            self.add_error("valid_from", error)

    def save(self, commit=True):
        return save_quota(quota=self.instance)
