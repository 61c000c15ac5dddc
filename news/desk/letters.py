"""What a phone's script posts: a stamp and the fields of the form, as JSON."""

import json
import uuid
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from .services import Stamp

# 20,000 characters of Vietnamese and ten photographs' captions take a quarter of it.
MAX_BYTES = 256 * 1024
MAX_FIELDS = 200
MAX_NUMBER = 2**31 - 1


class BadLetterError(Exception):
    """The body is nothing that the desk's script writes."""


class LargeLetterError(BadLetterError):
    """The body is larger than any story."""


class StampForm(forms.Form):
    """The numbers of a letter; ``ticket`` names one sending and is needed for that only."""

    edition = forms.IntegerField(min_value=0, max_value=MAX_NUMBER)
    writer = forms.UUIDField()
    sequence = forms.IntegerField(min_value=1, max_value=MAX_NUMBER)
    ticket = forms.UUIDField(required=False)

    @property
    def stamp(self) -> Stamp:
        """The stamp of a valid form."""
        return Stamp(*(self.cleaned_data[name] for name in ("edition", "writer", "sequence")))


@dataclass(frozen=True)
class Letter:
    """A text on its way from a phone (thư)."""

    stamp: Stamp
    ticket: uuid.UUID | None
    fields: QueryDict


def read_letter(request) -> Letter:
    """Return what ``request`` brings.

    Raises:
        LargeLetterError: it is too large to be read.
        BadLetterError: it is no letter.
    """
    if _length(request) > MAX_BYTES:
        raise LargeLetterError
    try:
        content = json.loads(request.body)
        # Half a surrogate pair is valid JSON and fits into no database.
        json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadLetterError from error
    if not isinstance(content, dict):
        raise BadLetterError
    form = StampForm({name: content.get(name) for name in StampForm.base_fields})
    if not form.is_valid():
        raise BadLetterError
    return Letter(form.stamp, form.cleaned_data["ticket"], _fields(content.get("fields")))


def stamp_in(data) -> Stamp | None:
    """Return the stamp that the desk's script gave to a post of the plain form, if it did."""
    form = StampForm(data)
    return form.stamp if form.is_valid() else None


def _length(request) -> int:
    try:
        return int(request.headers.get("content-length") or 0)
    except ValueError:
        return MAX_BYTES + 1


def _fields(content) -> QueryDict:
    """Return the fields as a posted form has them."""
    if not isinstance(content, dict) or len(content) > MAX_FIELDS:
        raise BadLetterError
    fields = QueryDict(mutable=True)
    for name, values in content.items():
        is_list = isinstance(values, list) and len(values) <= MAX_FIELDS
        if not is_list or not all(isinstance(value, str) for value in values):
            raise BadLetterError
        fields.setlist(name, values)
    return fields
