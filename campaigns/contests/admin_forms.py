"""The form of a contest with its leagues, rounds, questions and prizes."""

from datetime import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from goodnews.units.forms import SentenceLabelsMixin, UnitChoiceField, present_units

from .admin_fields import ChainField, MinutesField, MomentField, UnitKindsField
from .changes import refusals
from .choices import PredictionMoment, PredictionTarget
from .findings import Finding, blocking, wrong
from .form_lists import FormLists, ListedField, NumberedQuestionInput, SharedSelect
from .models import Contest
from .models.contests import usual_tie_breaks
from .reading import published_rules, typed_rules
from .services.building import free_slug
from .services.publishing import findings_at, is_same

# Where a part of the rules is typed under another name.
FIELD_NAMES = {"attempts": "attempts_allowed", "round": "round_number", "league": "league_code"}
PARTS = {"fixed": "fixed_questions"}


class PartFormSet(BaseChildFormSet):
    """Parts that are judged as plain rules, so that a fault stands at its field."""

    def add_fields(self, form, index):
        """Know each part by those that the contest has; Django would look up every one."""
        super().add_fields(form, index)
        name = self.model._meta.pk.name
        rows = {each.pk: each for each in self.get_queryset()}
        form.fields[name] = ListedField(
            rows=rows,
            initial=form.fields[name].initial,
            required=False,
            widget=forms.HiddenInput(),
        )

    def validate_unique(self):
        """Leave it to the rules; two rounds may exchange their numbers."""


class JudgedForm(SentenceLabelsMixin, WagtailAdminModelForm):
    """A form whose constraints the rules repeat, with the fault at its field."""

    def validate_constraints(self):
        """Leave it to the rules; the database holds the constraints all the same."""


class PartForm(JudgedForm):
    """A part of a contest.

    Attributes:
        lists: what its fields choose from, shared with all other parts.
    """

    def __init__(self, *args, lists: FormLists, **kwargs):
        self.lists = lists
        super().__init__(*args, **kwargs)

    def _get_validation_exclusions(self):
        """Ask the database for no row that was chosen out of rows which it gave."""
        listed = {name for name, each in self.fields.items() if isinstance(each, ListedField)}
        return super()._get_validation_exclusions() | listed

    def validate_unique(self):
        """Leave it to the rules."""


class LeagueForm(PartForm):
    """A league (bảng thi)."""

    unit_kinds = UnitKindsField(label=_("kinds of units"))


class OfLeagueForm(PartForm):
    """A part that may belong to one league, named by its code: the league may be new itself."""

    league_code = forms.CharField(
        label=_("code of the league"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"list": "contest-leagues"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.league:
            self.initial["league_code"] = self.instance.league.code


class DrawLineForm(OfLeagueForm):
    """Questions that are drawn."""

    topic = ListedField(
        label=_("topic"),
        required=False,
        widget=SharedSelect(attrs={"data-options": "contest-topics"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].rows = self.lists.topics
        self.fields["topic"].widget.choices = self.lists.topic_choices


class FixedQuestionForm(OfLeagueForm):
    """A question for all, named by its number in the bank."""

    question = ListedField(
        label=_("number of the question in the bank"),
        widget=NumberedQuestionInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid_choice": _("There is no contest question with this number in the bank.")
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        field.rows = self.lists.questions
        if self.lists.shows_stems:
            own = {self.instance.question_id: self.instance.question} if self.instance.pk else {}
            field.widget.questions = {**own, **field.rows}


class PrizeForm(OfLeagueForm):
    """Prizes of one kind."""


class RoundForm(PartForm):
    """A round with its questions."""

    opens_at = MomentField(label=_("opens at"))
    closes_at = MomentField(label=_("closes at"), is_end=True)
    seconds = MinutesField(label=_("minutes for an attempt"), required=False)
    tie_breaks = ChainField(
        label=_("order of the ranking"), required=False, initial=usual_tie_breaks
    )
    prediction_moment = forms.ChoiceField(
        label=_("prediction is asked"),
        choices=[("", "—"), *PredictionMoment.choices],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.prediction == PredictionTarget.NONE:
            self.initial["prediction_moment"] = ""

    def clean_tie_breaks(self):
        chain = self.cleaned_data["tie_breaks"]
        if not chain:
            raise ValidationError(_("Say by what people are ranked."))
        return chain

    def clean(self):
        cleaned = super().clean()
        moment, target = cleaned.get("prediction_moment"), cleaned.get("prediction")
        if moment and target == PredictionTarget.NONE:
            message = _("Say what is predicted, or choose no moment for it.")
            self.add_error("prediction", message)
        elif not moment and target and target != PredictionTarget.NONE:
            self.add_error("prediction_moment", _("Say when the prediction is asked for."))
        # Without a prediction the moment means nothing; the record keeps its usual value.
        cleaned["prediction_moment"] = moment or PredictionMoment.INSIDE
        return cleaned


class ContestForm(JudgedForm):
    """A contest; what contradicts itself is said at its field, in whatever part it stands."""

    unit = UnitChoiceField(
        label=_("for people of"), required=False, empty_label=_("(all units, no restriction)")
    )
    unit_kinds = UnitKindsField(label=_("kinds of units"))
    cumulative_tie_breaks = ChainField(
        label=_("order of the sum"), required=False, initial=usual_tie_breaks
    )
    reason = forms.CharField(
        label=_("reason for the change"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data=None, files=None, *, for_user=None, **kwargs):
        # The forms of the parts are made with this one.
        self.lists = FormLists(data=data, user=for_user)
        super().__init__(data, files, for_user=for_user, **kwargs)
        self.fields["unit"].queryset = present_units(kept=self.instance.unit_id)
        self._is_checked = False
        self.found: list[Finding] = []
        self.fields["slug"].required = False
        if self.instance.published_at:
            # Addresses of published rules are printed and shared.
            self.fields["slug"].disabled = True

    def clean_slug(self):
        return self.cleaned_data["slug"] or free_slug(self.cleaned_data.get("title", ""))

    def is_valid(self):
        if not super().is_valid():
            return False
        if not self._is_checked:
            self._is_checked = True
            self._check(timezone.now())
        return super().is_valid()

    def _check(self, now: datetime) -> None:
        """Judge all that was typed together, as plain rules."""
        contest = self.save(commit=False)
        self._name_leagues(contest)
        rules = typed_rules(contest)
        self.found = findings_at(rules, now=now, is_first=not contest.published_at)
        held = wrong(self.found)
        if contest.published_at:
            version, before = published_rules(contest)
            held = [*blocking(self.found), *refusals(before, rules, now=now)]
            if not is_same(version, contest, rules) and not self.cleaned_data["reason"].strip():
                message = _("Say why the published rules change: everybody may read it.")
                self.add_error("reason", message)
        for finding in held:
            self._show(finding, contest)

    def _name_leagues(self, contest: Contest) -> None:
        """Give each part its league, the saved one or the one that is typed beside it."""
        leagues = {each.code: each for each in contest.leagues.all()}
        formsets = [self.formsets["prizes"]]
        for round_form in self.formsets["rounds"].forms:
            # Nobody validates what goes together with its round.
            if not round_form.cleaned_data.get("DELETE"):
                formsets += round_form.formsets.values()
        for formset in formsets:
            for form in formset.forms:
                code = form.cleaned_data.get("league_code", "") if form.is_bound else ""
                form.instance.league = leagues.get(code)
                if code and code not in leagues and not form.cleaned_data.get("DELETE"):
                    form.add_error("league_code", _("No league has this code."))

    def _show(self, finding: Finding, contest: Contest) -> None:
        form, instance = self, contest
        steps = finding.path.split(".")
        while len(steps) > 1:
            relation = PARTS.get(steps[0], steps[0])
            instance = list(getattr(instance, relation).all())[int(steps[1])]
            parts = form.formsets[relation].forms
            form = next((each for each in parts if each.instance == instance), None)
            if form is None:
                # Of a part whose number was taken out of what was sent.
                self.add_error(NON_FIELD_ERRORS, finding.message)
                return
            steps = steps[2:]
        name = FIELD_NAMES.get(steps[0], steps[0])
        form.add_error(name if name in form.fields else NON_FIELD_ERRORS, finding.message)
