"""Forms of a paper: its head, and what is drawn for it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from quizblocks.choices import Difficulty, QuestionUse
from quizblocks.draws import PoolTooSmallError, Quota, topics_within
from quizblocks.models import Paper, Topic

from .services import MOST_QUESTIONS

QUOTA_ROWS = 6
ANY_TOPIC: frozenset[int] = frozenset()


class PaperForm(forms.ModelForm):
    """Head of the paper and number of its variants."""

    class Meta:
        model = Paper
        fields = ["title", "office", "minutes", "variant_count", "first_code", "note"]
        widgets = {"office": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        values = super().clean()
        first, count = values.get("first_code"), values.get("variant_count")
        if first and count and first + count - 1 > 999:
            self.add_error("first_code", _("The last paper code is above 999."))
        return values

    def validate_constraints(self):
        """Leave the codes to ``clean``, which names the field."""


class UseForm(forms.Form):
    """For what the drawn questions are; asked of whoever keeps the keys only."""

    use = forms.ChoiceField(
        label=_("Draw from questions for"),
        choices=QuestionUse.choices,
        initial=QuestionUse.PRACTICE,
        widget=forms.RadioSelect,
    )


class QuotaForm(forms.Form):
    """So many questions of a topic, of a difficulty."""

    count = forms.IntegerField(
        label=_("Questions"), required=False, min_value=1, max_value=MOST_QUESTIONS
    )
    topic = forms.ModelChoiceField(
        label=_("topic"), queryset=Topic.objects.all(), required=False, empty_label=_("any topic")
    )
    difficulty = forms.ChoiceField(
        label=_("difficulty"),
        choices=[("", _("any difficulty")), *Difficulty.choices],
        required=False,
    )

    def clean(self):
        values = super().clean()
        is_said = values.get("topic") or values.get("difficulty")
        if is_said and not values.get("count") and "count" not in self.errors:
            self.add_error("count", _("Say how many questions."))
        return values


class BaseQuotaFormSet(forms.BaseFormSet):
    """The rows of a draw; empty ones count for nothing."""

    @cached_property
    def topics(self) -> list[tuple[int | str, str]]:
        """The topics that every row offers, read once."""
        return [("", _("any topic")), *((topic.pk, str(topic)) for topic in Topic.objects.all())]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["topic"].choices = self.topics

    def clean(self):
        if any(self.errors):
            return
        total = sum(quota.count for quota in self.quotas())
        if not total:
            raise ValidationError(_("Say how many questions are to be drawn."))
        if total > MOST_QUESTIONS:
            message = _("A paper holds at most %(most)s questions.")
            raise ValidationError(message, params={"most": MOST_QUESTIONS})

    def rows(self) -> list[forms.Form]:
        """Return the forms that say a number."""
        return [form for form in self.forms if form.cleaned_data.get("count")]

    def quotas(self) -> list[Quota]:
        """Return what the rows ask for."""
        return [
            Quota(
                count=form.cleaned_data["count"],
                topics=topics_within(topic) if (topic := form.cleaned_data["topic"]) else ANY_TOPIC,
                difficulty=form.cleaned_data["difficulty"],
            )
            for form in self.rows()
        ]

    def refuse(self, error: PoolTooSmallError) -> None:
        """Say at its row that the bank has too few."""
        message = ngettext(
            "The bank has only %(count)d published question for this row, beside the others.",
            "The bank has only %(count)d published questions for this row, beside the others.",
            error.found,
        )
        self.rows()[error.place].add_error("count", message % {"count": error.found})


QuotaFormSet = forms.formset_factory(
    QuotaForm, formset=BaseQuotaFormSet, extra=QUOTA_ROWS, max_num=40, absolute_max=40
)
