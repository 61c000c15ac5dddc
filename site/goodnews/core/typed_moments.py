"""Days and moments that are kept for good, as somebody has typed them.

Wagtail's picker puts the present moment in place of what it cannot read, and nobody is told. A
record that is never changed would be wrong for good; so what was typed goes to the form, which
says what is wrong with it.

Source: jquery.datetimepicker.js of Wagtail 8.0, ``validateOnBlur``.
"""

from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput


class TypedMixin:
    """Leaves what was typed as it is."""

    def get_config(self):
        return {**super().get_config(), "validateOnBlur": False}


class TypedDateInput(TypedMixin, AdminDateInput):
    """A day."""


class TypedMomentInput(TypedMixin, AdminDateTimeInput):
    """A day with its time."""
