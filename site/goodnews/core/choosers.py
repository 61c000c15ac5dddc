"""Wagtail's choosers, and a hidden value that no chooser has written.

A chooser keeps the key of what was chosen in a hidden field. Wagtail looks the
key up as it came: "abc" is a ValueError while a block reads the form, or while
the form is shown again with its errors; a number of thirty digits is a fault of
the database. No form or widget of the project's own would catch that: the
choosers of images, documents, pages and snippets are made by Wagtail, in
panels, blocks and settings alike.

So three methods are wrapped, once, when the project starts. What they do with
a key that can be one stays Wagtail's own; any other value reaches the field,
which refuses it as Django's fields do.

Source: wagtail.admin.widgets.chooser.BaseChooser and
wagtail.blocks.field_block.ChooserBlock, Wagtail 8.0.
"""

from functools import wraps

from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.blocks.field_block import ChooserBlock

from .row_choices import MAX_ID_DIGITS

# What Django says to a key that cannot be one.
NO_KEY = (ValueError, TypeError)


def guard_choosers() -> None:
    """Let Wagtail's choosers take a wrong key for a wrong choice, not for a fault of the server."""
    for owner, name, wrap in (
        (BaseChooser, "value_from_datadict", cut_long_numbers),
        (BaseChooser, "get_instance", show_as_empty),
        (ChooserBlock, "value_from_form", leave_to_validation),
    ):
        method = getattr(owner, name)
        if not hasattr(method, "__wrapped__"):
            setattr(owner, name, wrap(method))


def cut_long_numbers(value_from_datadict):
    """Wrap a widget's method: a number that no row can have comes as text, which is no key."""

    @wraps(value_from_datadict)
    def cut_value(self, data, files, name):
        value = value_from_datadict(self, data, files, name)
        if not isinstance(value, str) or len(value) <= MAX_ID_DIGITS:
            return value
        try:
            number = int(value)
        except ValueError:
            return value
        return f"{value:.{MAX_ID_DIGITS}}…" if abs(number) >= 10**MAX_ID_DIGITS else value

    return cut_value


def show_as_empty(get_instance):
    """Wrap a widget's method: a form that is shown again has nothing chosen there."""

    @wraps(get_instance)
    def find_instance(self, value):
        try:
            return get_instance(self, value)
        except NO_KEY:
            return None

    return find_instance


def leave_to_validation(value_from_form):
    """Wrap a block's method: the value stays as it came, for the field of the block to refuse.

    None would empty the block without a word where it may be empty.
    """

    @wraps(value_from_form)
    def read_value(self, value):
        try:
            return value_from_form(self, value)
        except NO_KEY:
            return value

    return read_value
