"""Forms of the selection in the admin."""

from fractions import Fraction

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from campaigns.contests.admin_fields import MomentField
from exemplars.choices import FieldOfWork, HonourLevel

from .choices import SHAPEABLE_STATES, RoundState, Vote
from .models import Criterion, PanelMeeting
from .results import written

# What the panel judges by may not change once it judges.
FROZEN_FIELDS = ("method", "sought", "fields_of_work", "word_limit", "opens_at", "closes_at")
FROZEN = _("The panel scores by this already, so it cannot be changed any more.")
REASON_LENGTH = 2000


def name_of(user) -> str:
    """Return how the admin names a person in a list."""
    name = user.display_name
    return f"{name} · {user.unit}" if user.unit_id else name


class RoundForm(WagtailAdminModelForm):
    """A round; from the scoring on only what does not touch the scores may be changed."""

    fields_of_work = forms.MultipleChoiceField(
        label=_("fields of work"),
        choices=FieldOfWork.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every field."),
    )
    opens_at = MomentField(label=_("nominations open at"))
    closes_at = MomentField(label=_("nominations close at"), is_end=True)
    scoring_closes_at = MomentField(label=_("scoring closes at"), is_end=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.state = self.instance.state or RoundState.DRAFT
        if "members" in self.formsets:
            user = self.formsets["members"].form.base_fields["user"]
            user.queryset = user.queryset.select_related("unit").order_by("last_name", "first_name")
            user.label_from_instance = name_of

    def is_valid(self):
        is_valid = super().is_valid()
        if self.state in SHAPEABLE_STATES:
            return is_valid
        for name, message in self._frozen():
            self.add_error(name, message)
            is_valid = False
        return is_valid

    def _frozen(self):
        """Yield what was changed although the panel scores, or has scored."""
        for name in FROZEN_FIELDS:
            if name in self.changed_data and name not in self.errors:
                yield name, FROZEN
        if "scoring_closes_at" in self.changed_data and self.state != RoundState.SCORING:
            yield "scoring_closes_at", _("The scoring is closed for good.")
        for name in ("criteria", "members"):
            if name in self.formsets and self.formsets[name].has_changed():
                yield None, _("Criteria and panel stay as they are once the panel scores.")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reasons"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Write the reasons: the nominator reads them and the minutes keep them.")
        },
    )


class DecisionForm(ReasonForm):
    """A decision on one nomination, with its reasons."""

    action = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the decision."),
            "invalid_choice": _("This decision is not possible now. Look again."),
        },
    )
    honour_title = forms.CharField(
        label=_("Honour"),
        max_length=200,
        required=False,
        help_text=_("If an award was given already; it can be added to the profile later."),
    )
    honour_level = forms.ChoiceField(label=_("Awarded by"), required=False)
    decision_number = forms.CharField(
        label=_("Number of the decision"), max_length=80, required=False
    )
    field_order = ["action", "reason", "honour_title", "honour_level", "decision_number"]
    AWARD = ("honour_title", "honour_level", "decision_number")

    def __init__(self, *args, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = actions
        self.fields["honour_level"].choices = [("", _("Choose …")), *HonourLevel.choices]
        if "honour" not in dict(actions):
            for name in self.AWARD:
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("honour_title") and not cleaned.get("honour_level"):
            self.add_error("honour_level", _("Say who awards the honour."))
        return cleaned

    @property
    def award(self) -> dict:
        """The award that goes with an honour."""
        return {name: self.cleaned_data.get(name, "") for name in self.AWARD}


class AbstentionForm(forms.Form):
    """Why a member abstains."""

    reason = forms.CharField(
        label=_("Why do you abstain?"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say why you abstain; the minutes keep it.")},
    )


class SheetForm(forms.Form):
    """What a member gives: points for each criterion, or a vote."""

    remark = forms.CharField(
        label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = [] if round_.is_by_votes else list(round_.criteria.all())
        own = {criterion_field(each): _points_field(each) for each in self.criteria}
        if round_.is_by_votes:
            own["vote"] = forms.ChoiceField(
                label=_("Your vote"),
                choices=Vote.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Vote for or against.")},
            )
        self.fields = {**own, **self.fields}

    @property
    def points(self) -> dict:
        """The points by the criteria's keys."""
        return {each.pk: self.cleaned_data[criterion_field(each)] for each in self.criteria}


def criterion_field(criterion: Criterion) -> str:
    """Return the name of the field of ``criterion``."""
    return f"tieu-chi-{criterion.pk}"


def _points_help(criterion: Criterion) -> str:
    weight = written(Fraction(criterion.weight))
    scale = _("From 0 to %(most)d points, weight %(weight)s.") % {
        "most": criterion.max_points,
        "weight": weight,
    }
    description = criterion.description.strip()
    if description and description[-1] not in ".!?…":
        description += "."
    return f"{description} {scale}".lstrip()


def _points_field(criterion: Criterion) -> forms.DecimalField:
    return forms.DecimalField(
        label=criterion.name,
        help_text=_points_help(criterion),
        min_value=0,
        max_value=criterion.max_points,
        decimal_places=2,
        localize=True,
        error_messages={
            "required": _("Give points for every criterion."),
            "invalid": _("Write a number, such as 8,5."),
        },
    )


class TieForm(ReasonForm):
    """The order of nominations that are level, and why."""

    def __init__(self, *args, nominations, **kwargs):
        super().__init__(*args, **kwargs)
        self.nominations = nominations
        places = [("", "–"), *[(place, str(place)) for place in range(1, len(nominations) + 1)]]
        own = {
            f"place-{each.pk}": forms.TypedChoiceField(
                label=each.name,
                choices=places,
                coerce=int,
                error_messages={"required": _("Give every nomination its place.")},
            )
            for each in nominations
        }
        self.fields = {**own, **self.fields}

    def clean(self):
        cleaned = super().clean()
        places = [cleaned.get(f"place-{each.pk}") for each in self.nominations]
        if None not in places and len(set(places)) != len(places):
            raise forms.ValidationError(_("Give each place once."))
        return cleaned

    @property
    def order(self) -> list[int]:
        """The keys of the nominations, the best first."""
        places = {each.pk: self.cleaned_data[f"place-{each.pk}"] for each in self.nominations}
        return sorted(places, key=places.get)


class MeetingForm(forms.ModelForm):
    """Where and when the panel met, and who was there."""

    class Meta:
        model = PanelMeeting
        fields = ("held_on", "place", "chair", "secretary", "present", "guests", "remarks")
        widgets = {
            "held_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "present": forms.CheckboxSelectMultiple,
            "guests": forms.Textarea({"rows": 3}),
            "remarks": forms.Textarea({"rows": 5}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].error_messages["invalid"] = _("Write the day like 21/11/2026.")
        members = self.instance.round.members.select_related("user")
        self.fields["present"].queryset = members
        self.fields["present"].required = True
        self.fields["present"].error_messages = {
            "required": _("Tick who was present."),
            "invalid_choice": _("Somebody is no longer on the panel; choose again."),
            "invalid_pk_value": _("Somebody is no longer on the panel; choose again."),
        }
