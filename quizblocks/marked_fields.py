"""A field for limited rich text in the database and in translations."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail_localize.segments import StringSegmentValue

from .formats.markup import letters_of, read_typed, typed_of

LEAST_STEM, MOST_IN_STEM = 5, 5000


def validate_stem(value: str) -> None:
    """Refuse a question of fewer than five letters; marks are none."""
    if len(letters_of(value)) < LEAST_STEM:
        message = _("The question is too short: at least %(least)s letters.")
        raise ValidationError(message, params={"least": LEAST_STEM}, code="min_length")


class MarkedTextField(models.TextField):
    """A text that may bear marks; see :mod:`quizblocks.formats.markup`."""

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        """Return what a translator is shown: marks as they are typed."""
        return [StringSegmentValue("", typed_of(value))] if value else []

    def restore_translated_segments(self, value: str, segments) -> str:
        """Return what a translator wrote; it bears marks only where the original does."""
        return read_typed(segments[0].render_text(), before=value)
