"""Forms that choose units from the tree, and those that change it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from goodnews.core.days import local_day
from goodnews.core.row_choices import RowsField

from .errors import UnitError
from .models import Headcount, Unit
from .services import (
    change_dates,
    free_slug,
    move_unit,
    place_new_unit,
    refuse_earlier_end,
)

INDENT = "\u00a0\u00a0\u00a0\u00a0"
# The Youth Union was founded on 26 March 1931.
FIRST_YEAR, LAST_YEAR = 1931, 2100


class SentenceLabelsMixin:
    """Begins every label with a capital, as Django does for those it makes itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label) if field.label else field.label


def present_units(*, kept: int | None = None):
    """Return what a form that writes offers: the units of today, and the one it has (its id).

    A form offers it in ``__init__``, for a day is no value of a class.
    """
    return Unit.objects.offered_on(local_day(), kept=kept)


class TreeLabelMixin:
    """Shows each unit at its place in the tree, and whether it has ended."""

    def label_from_instance(self, unit) -> str:
        label = f"{INDENT * (unit.depth - 1)}{unit}"
        if unit.valid_to and unit.valid_to < local_day():
            return _("%(unit)s (ended)") % {"unit": label}
        return label


class UnitChoiceField(TreeLabelMixin, forms.ModelChoiceField):
    """One unit, chosen from the tree: every unit, unless the form says which."""

    def __init__(self, *, queryset=None, **kwargs):
        super().__init__(queryset=Unit.objects.all() if queryset is None else queryset, **kwargs)


class UnitMultipleChoiceField(TreeLabelMixin, RowsField):
    """Several units, chosen from the tree."""

    def __init__(self, *, queryset=None, **kwargs):
        super().__init__(queryset=Unit.objects.all() if queryset is None else queryset, **kwargs)


def validate_plausible_day(day: date) -> None:
    """Refuse years that only a slip of the finger gives."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Give a year from %(first)s to %(last)s."),
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )


class DayField(forms.DateField):
    """A day in the admin's own picker."""

    widget = AdminDateInput
    default_validators = [validate_plausible_day]

    def to_python_or_none(self, value) -> date | None:
        """Return the day that ``value`` says, or None where it says none."""
        try:
            return self.to_python(value)
        except ValidationError:
            return None


HeadcountFormSet = forms.inlineformset_factory(
    Unit,
    Headcount,
    fields=["counted_on", "youth_count", "member_count", "source"],
    field_classes={"counted_on": DayField},
    extra=1,
)


class UnitForm(SentenceLabelsMixin, forms.ModelForm):
    """A unit with its place and its headcounts; the services write what has a rule."""

    parent = UnitChoiceField(
        label=_("parent unit"), required=False, empty_label=_("Top of the tree")
    )
    moved_on = DayField(
        label=_("at this place since"),
        required=False,
        help_text=_("Needed when the parent unit changes: the first day at the new place."),
    )
    slug = forms.SlugField(
        label=_("slug"),
        max_length=80,
        required=False,
        help_text=_("Part of the address of the unit's page; made from the name if left empty."),
    )
    valid_from = DayField(label=_("valid from"))
    valid_to = DayField(
        label=_("valid to"),
        required=False,
        help_text=_("Last day of the unit; empty while it exists."),
    )

    class Meta:
        model = Unit
        fields = ["name", "short_name", "code", "kind", "slug", "valid_from", "valid_to"]

    field_order = [
        "name",
        "short_name",
        "kind",
        "code",
        "parent",
        "moved_on",
        "valid_from",
        "valid_to",
        "slug",
    ]

    def __init__(self, data=None, files=None, **kwargs):
        super().__init__(data, files, **kwargs)
        self.fields["short_name"].required = False
        self.is_new = self.instance._state.adding
        if self.is_new:
            del self.fields["moved_on"]
            self.old_parent = None
        else:
            self.old_parent = self.instance.get_parent()
            self.initial["parent"] = self.old_parent
        self.headcounts = HeadcountFormSet(data, instance=self.instance, prefix="headcounts")

    def is_valid(self):
        return all([super().is_valid(), self.headcounts.is_valid()])

    def clean(self):
        cleaned = super().clean()
        cleaned["short_name"] = cleaned.get("short_name") or cleaned.get("name", "")[:80]
        if not cleaned.get("slug") and cleaned.get("name"):
            cleaned["slug"] = free_slug(cleaned["short_name"])
        if not self.errors:
            self._rehearse(cleaned)
        return cleaned

    def _rehearse(self, cleaned) -> None:
        """Try the dated changes and undo them, so that a refusal is shown at its field."""
        if self.is_new:
            self._check_parent(cleaned)
            return
        if self._is_moved(cleaned) and not cleaned.get("moved_on"):
            self.add_error("moved_on", _("Give the first day at the new place."))
            return
        for field, change in (("valid_to", self._change_dates), ("parent", self._move)):
            try:
                with transaction.atomic():
                    change(cleaned)
                    transaction.set_rollback(True)
            except UnitError as error:
                self.add_error(field, error)

    def _check_parent(self, cleaned) -> None:
        parent, first, last = cleaned["parent"], cleaned["valid_from"], cleaned["valid_to"]
        try:
            if parent is not None:
                refuse_earlier_end(parent, first=first, last=last)
        except UnitError as error:
            self.add_error("parent", error)

    def _is_moved(self, cleaned) -> bool:
        return not self.is_new and cleaned.get("parent") != self.old_parent

    def _change_dates(self, cleaned) -> None:
        stored = Unit.objects.get(pk=self.instance.pk)
        dates = cleaned["valid_from"], cleaned["valid_to"]
        if dates != (stored.valid_from, stored.valid_to):
            change_dates(unit=stored, valid_from=dates[0], valid_to=dates[1])

    def _move(self, cleaned) -> None:
        if self._is_moved(cleaned):
            stored = Unit.objects.get(pk=self.instance.pk)
            parent, on = cleaned["parent"], cleaned["moved_on"]
            move_unit(unit=stored, parent=parent, on=on, now=timezone.now())

    @transaction.atomic
    def save(self, commit=True):
        cleaned = self.cleaned_data
        if self.is_new:
            place_new_unit(unit=self.instance, parent=cleaned["parent"])
        else:
            self._change_dates(cleaned)
            names = ["name", "short_name", "code", "kind", "slug"]
            self.instance.save(update_fields=names)
            self._move(cleaned)
        self.headcounts.instance = self.instance
        self.headcounts.save()
        return self.instance
