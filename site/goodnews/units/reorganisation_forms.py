"""Forms of mergers and splits: which units, from which day, and what goes where."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .belongings import CHILDREN, WORK
from .errors import UnitError
from .forms import DayField, SentenceLabelsMixin, UnitChoiceField, UnitMultipleChoiceField
from .models import Unit
from .services import Preview, preview_merger, preview_split


class ReorganisationForm(SentenceLabelsMixin, forms.Form):
    """Parent of both: a valid form knows what would move."""

    unit_fields: tuple[str, ...] = ()

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.preview: Preview | None = None
        for name in self.unit_fields:
            self.fields[name].queryset = Unit.objects.filter(valid_to__isnull=True)

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            try:
                self.preview = self.make_preview(**cleaned, now=self.now)
            except UnitError as error:
                self.add_error(None, error)
        return cleaned

    def make_preview(self, **values) -> Preview:
        """Return what would move."""
        raise NotImplementedError


class MergeUnitsForm(ReorganisationForm):
    """Which units end, in which one they go on, and from which day."""

    unit_fields = ("units", "into")
    units = UnitMultipleChoiceField(label=_("units that end"), widget=forms.CheckboxSelectMultiple)
    into = UnitChoiceField(
        label=_("merged into"),
        help_text=_("An existing unit. Add the new one first if the merger makes a new unit."),
    )
    on = DayField(
        label=_("merged on"),
        help_text=_("First day on which the merged units no longer exist."),
    )

    def make_preview(self, **values):
        return preview_merger(**values)


class SplitUnitForm(ReorganisationForm):
    """Which unit ends, which ones it becomes, and from which day."""

    unit_fields = ("unit", "parts")
    unit = UnitChoiceField(label=_("unit that is split"))
    parts = UnitMultipleChoiceField(
        label=_("units that it becomes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Existing units, at least two. Add the new ones first."),
    )
    on = DayField(
        label=_("split on"),
        help_text=_("First day on which the split unit no longer exists."),
    )

    def make_preview(self, **values):
        return preview_split(**values)


class AssignPartsForm(forms.Form):
    """Where everything goes: one answer for all, and others for single rows."""

    everything = forms.ModelChoiceField(
        queryset=Unit.objects.none(),
        label=_("Everything goes to"),
        help_text=_("Unless something else is chosen below."),
    )

    def __init__(self, *args, preview: Preview, parts, **kwargs):
        super().__init__(*args, **kwargs)
        parts = list(parts)
        self.parts = Unit.objects.filter(pk__in=[part.pk for part in parts])
        self.fields["everything"].queryset = self.parts
        self.groups: list[tuple[str, list[str]]] = []
        self._add_group(
            _("Units below"), {f"{CHILDREN}-{child.pk}": str(child) for child in preview.children}
        )
        keys = [unit.pk for unit in preview.units]
        for kind, count in preview.moving:
            if kind.is_assigned_singly and count:
                rows = {f"{kind.code}-{row.pk}": _name_of(row) for row in kind.rows(keys)}
                self._add_group(kind.label, rows)
        if any(count and not kind.is_assigned_singly for kind, count in preview.moving):
            self._add_group(_("Open work"), {WORK: _("All stories, texts and plans in work")})

    def _add_group(self, label, choices: dict[str, str]) -> None:
        for name, words in choices.items():
            self.fields[name] = forms.ModelChoiceField(
                queryset=self.parts, label=words, required=False, empty_label=_("as above")
            )
        if choices:
            self.groups.append((label, list(choices)))

    def rows(self):
        """Return the groups with their fields, for the template."""
        return [(label, [self[name] for name in names]) for label, names in self.groups]

    def goes_to(self) -> dict[str, Unit]:
        """Return the part for each choice."""
        everything = self.cleaned_data["everything"]
        return {
            name: self.cleaned_data[name] or everything
            for _label, names in self.groups
            for name in names
        }


def _name_of(row) -> str:
    """Return the name of a person with the user name, of anything else what it says of itself."""
    name = row.get_full_name() if hasattr(row, "get_full_name") else ""
    return f"{name} ({row})" if name else str(row)
