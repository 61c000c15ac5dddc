"""The forms of royalties."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from goodnews.accounts.models import User
from goodnews.reports.models import ReportSettings, RoyaltyRate
from goodnews.units.forms import DayField, SentenceLabelsMixin

from .errors import RoyaltyError
from .services import refuse_rate, save_rate


class PersonField(forms.ModelChoiceField):
    """Somebody with an account, by name and unit."""

    def label_from_instance(self, user) -> str:
        name = user.display_name
        return f"{name} – {user.unit}" if user.unit else name


class AppraisalForm(SentenceLabelsMixin, forms.Form):
    """Coefficient and author of one story."""

    coefficient = forms.DecimalField(
        label=_("coefficient"), max_digits=4, decimal_places=2, localize=True
    )
    author = PersonField(
        label=_("author"),
        required=False,
        queryset=User.objects.none(),
        empty_label=_("Whoever sent it"),
    )
    reason = forms.CharField(
        label=_("reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.select_related("unit").order_by("last_name", "first_name", "pk")
        self.fields["author"].queryset = people
        settings = ReportSettings.load()
        self.fields["coefficient"].help_text = capfirst(
            _("from %(lowest)s to %(highest)s")
            % {
                "lowest": f"{settings.lowest_coefficient:f}".replace(".", ","),
                "highest": f"{settings.highest_coefficient:f}".replace(".", ","),
            }
        )


class RateForm(SentenceLabelsMixin, forms.ModelForm):
    """One line of the rate table."""

    points = forms.DecimalField(
        label=_("points"), max_digits=6, decimal_places=1, min_value=0, localize=True
    )
    valid_from = DayField(label=_("valid from"), initial=timezone.localdate)
    valid_to = DayField(
        label=_("valid to"), required=False, help_text=_("Last day; empty while it holds.")
    )

    class Meta:
        model = RoyaltyRate
        fields = ["kind", "origin", "points", "valid_from", "valid_to"]

    def _post_clean(self):
        super()._post_clean()
        if set(self.errors) - {NON_FIELD_ERRORS}:
            return
        try:
            refuse_rate(self.instance)
        except RoyaltyError as error:
            # Says more than the constraint, which only knows that there is one.
            self.errors.pop(NON_FIELD_ERRORS, None)
            self.add_error(error.field, str(error.message))

    def save(self, commit=True):
        return save_rate(rate=self.instance)
