"""Wagtail's own exports as CSV: a text that somebody typed is no formula there either.

Titles, names and comments come from people outside of the office. Wagtail writes them as they
are, and a spreadsheet program runs what begins with "=". In its XLSX files they are texts.

Source: wagtail.admin.views.mixins.SpreadsheetExportMixin, Wagtail 8.0.
"""

from functools import wraps

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .spreadsheets.cells import escaped_lines


def guard_exports() -> None:
    """Write an apostrophe before such texts, as the project's own files do."""
    method = SpreadsheetExportMixin.preprocess_field_value
    if not hasattr(method, "__wrapped__"):
        SpreadsheetExportMixin.preprocess_field_value = escape_in_csv(method)


def escape_in_csv(preprocess_field_value):
    """Wrap the mixin's method."""

    @wraps(preprocess_field_value)
    def value_of_cell(self, field, value, export_format):
        value = preprocess_field_value(self, field, value, export_format)
        is_text = export_format == self.FORMAT_CSV and isinstance(value, str)
        return escaped_lines(value) if is_text else value

    return value_of_cell
