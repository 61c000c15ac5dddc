"""Faults of a page as links to the fields of Wagtail's edit view."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString

# What has no label of its own: a stream's container carries the field's name, rows stand in a list.
ROWS = (
    "named_people",
    "milestones",
    "quotations",
    "pictures",
    "honours",
    "follow_ups",
    "unit_periods",
)
ANCHORS = {"body": "body"} | {name: f"id_{name}-FORMS" for name in ROWS}


def as_links(faults: Iterable[ValidationError]) -> Iterator[str | SafeString]:
    """Yield each message, linked to its field where it has one.

    Source of the anchors: wagtail/admin/templates/wagtailadmin/shared/field.html, Wagtail 8.0.
    """
    for fault in faults:
        if not hasattr(fault, "error_dict"):
            yield from fault.messages
            continue
        for field, errors in fault.error_dict.items():
            for message in ValidationError(errors).messages:
                yield _link(field, message)


def _link(field: str, message: str) -> str | SafeString:
    if field == NON_FIELD_ERRORS:
        return message
    anchor = ANCHORS.get(field, f"id_{field}-label")
    return format_html('<a href="#{}">{}</a>', anchor, message)
