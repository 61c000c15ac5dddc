"""Forms of the plan; the services decide."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from campaigns.choices import SlotKind
from campaigns.forms import DAY, EARLIEST_YEAR, LATEST_YEAR, MONTH, PatternDateField
from campaigns.models import CampaignPage
from goodnews.accounts.roles import Role
from goodnews.core.row_choices import RowField
from goodnews.units.forms import UnitChoiceField, present_units

from .choices import STORY_OF_SLOT
from .models import PlanItem
from .story_choices import plannable_stories, story_groups

LARGEST_KEY = 2**31 - 1


class PlanQueryForm(forms.Form):
    """The chosen campaign, view, month and day; wrong values count as not given."""

    VIEWS = [("thang", _("Month")), ("tuan", _("Week"))]

    chien_dich = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False)
    xem = forms.ChoiceField(choices=VIEWS, required=False)
    thang = PatternDateField(MONTH)
    ngay = PatternDateField(DAY)
    loai = forms.ChoiceField(choices=SlotKind.choices, required=False)

    def chosen(self, name: str):
        """Return what was asked for under ``name``; None where nothing or nonsense was."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


class SensibleDateField(forms.DateField):
    """A day of this century, picked or typed."""

    widget = AdminDateInput
    default_error_messages = {
        "required": _("Choose a day."),
        "far": _("Choose a day between %(first)s and %(last)s."),
    }

    def clean(self, value):
        day = super().clean(value)
        if day and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise forms.ValidationError(
                self.error_messages["far"],
                code="far",
                params={"first": EARLIEST_YEAR, "last": LATEST_YEAR},
            )
        return day


class MoveForm(forms.Form):
    """Another day ("chuyển ngày")."""

    day = SensibleDateField(
        label=_("New day"), help_text=_("Of a week: the day on which the story appears.")
    )
    swap = forms.BooleanField(
        label=_("Change places"),
        required=False,
        help_text=_("If something is planned for that day, it gets the day that becomes free."),
    )


class StoryDayForm(forms.Form):
    """A day for a story ("xếp vào ngày")."""

    campaign = RowField(CampaignPage.objects.none(), label=_("Campaign"), empty_label=None)
    day = SensibleDateField(label=_("Day of publication"))

    def __init__(self, *args, campaigns, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns
        if len(campaigns) == 1:
            self.fields["campaign"].widget = forms.HiddenInput()


class WithdrawForm(forms.Form):
    """Why a story leaves the reserve."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Kept in the history of the story; the author reads it in a letter."),
        error_messages={"required": _("Write why the story is taken out of the reserve.")},
    )


class ItemForm(forms.ModelForm):
    """What a slot holds: a story, or who will bring one."""

    page = RowField(plannable_stories(), label=_("Story"), required=False)

    class Meta:
        model = PlanItem
        fields = ["page", "unit", "assignee", "note"]
        field_classes = {"unit": UnitChoiceField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = story_groups(kind=self.kind_of_stories, kept=self.instance.page_id)
        self.fields["page"].widget = forms.Select(choices=[("", _("No story yet")), *groups])
        self.fields["page"].help_text = _("Leave it empty while the story is not there yet.")
        self.fields["unit"].queryset = present_units(kept=self.instance.unit_id)
        editors = [Role.EDITOR.group_name, Role.APPROVER.group_name]
        people = get_user_model().objects.filter(is_active=True, groups__name__in=editors)
        self.fields["assignee"].queryset = people.distinct().order_by("last_name", "username")
        self.fields["assignee"].label_from_instance = lambda user: user.display_name

    @property
    def kind_of_stories(self) -> str:
        """The kind that the slot takes; "" where the slot is still to be chosen."""
        return STORY_OF_SLOT[self.instance.kind] if self.instance.kind else ""

    def clean(self):
        values = super().clean()
        if not self.errors and not any(values.get(name) for name in self.Meta.fields):
            raise forms.ValidationError(_("Name a story, a unit or a person, or write a note."))
        return values

    def _post_clean(self):
        # The service checks what the row may hold, slot included.
        return


class SlotForm(ItemForm):
    """A new item: the slot too."""

    campaign = RowField(CampaignPage.objects.none(), empty_label=None)
    kind = forms.ChoiceField(choices=SlotKind.choices, label=_("Slot to fill"))
    day = SensibleDateField(label=_("Day of publication"))

    field_order = ["campaign", "kind", "day", "page", "unit", "assignee", "note"]

    def __init__(self, *args, campaigns, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns
        self.fields["campaign"].label = _("Campaign")
        if len(campaigns) == 1:
            self.fields["campaign"].widget = forms.HiddenInput()
