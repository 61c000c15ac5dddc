"""What a reader may type into search."""

import re

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from goodnews.units.models import Unit

from .choices import SearchKind

MAX_QUERY_LENGTH = 100
# Control signs, among them the null byte, are never part of a word.
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


class QueryField(forms.CharField):
    """Words to look for; any sign may stand between them."""

    def to_python(self, value):
        return super().to_python(CONTROLS.sub(" ", value or ""))


class CleanChoiceField(forms.ModelChoiceField):
    """A choice by slug that takes hostile text for an unknown slug."""

    def to_python(self, value):
        return super().to_python(CONTROLS.sub(" ", value) if isinstance(value, str) else value)


class SearchForm(forms.Form):
    """The query and its filters."""

    q = QueryField(
        label=_("Words to look for"),
        required=False,
        max_length=MAX_QUERY_LENGTH,
        error_messages={
            "max_length": _("Use at most %(limit_value)d signs; a few words find more.")
        },
    )
    loai = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), *SearchKind.choices],
        error_messages={"invalid_choice": _("There is no such kind. Choose one from the list.")},
    )
    don_vi = CleanChoiceField(
        label=_("Unit"),
        required=False,
        queryset=Unit.objects.all(),
        to_field_name="slug",
        error_messages={"invalid_choice": _("There is no such unit. Choose one from the list.")},
    )
    nam = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=1931,
        max_value=2100,
        error_messages={
            "invalid": _("Write the year in four digits."),
            "min_value": _("Write a year between 1931 and 2100."),
            "max_value": _("Write a year between 1931 and 2100."),
        },
    )


class SuggestionForm(forms.Form):
    """The beginning of a query."""

    q = QueryField(required=False, max_length=MAX_QUERY_LENGTH)


def kept_query(asked: dict, **changed) -> str:
    """Return what was asked for as a query string, with some of it changed."""
    unit = asked["don_vi"]
    values = {
        "q": asked["q"],
        "loai": asked["loai"],
        "don_vi": unit.slug if unit else "",
        "nam": asked["nam"] or "",
        **changed,
    }
    return urlencode({name: value for name, value in values.items() if value})
