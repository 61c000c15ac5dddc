"""Choices of rows by their ids, as strangers send them."""

from django import forms

# What fits a column of ids in both databases; Python refuses to read thousands of digits.
MAX_ID_DIGITS = 15


def is_row_id(text: str) -> bool:
    """Tell whether ``text`` is a number that a row can have, in plain digits."""
    return text.isascii() and text.isdecimal() and len(text) <= MAX_ID_DIGITS


class RowField(forms.ModelChoiceField):
    """One row; a number that no row can have is an unknown choice, not a fault.

    Django asks the database for it where the key is that of another table, as
    of a page, and SQLite refuses the query.
    """

    def to_python(self, value):
        if isinstance(value, str) and len(value) > MAX_ID_DIGITS:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": f"{value:.15}…"},
            )
        return super().to_python(value)


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows; a number that no row can have is an unknown choice, not a fault.

    Django looks all of them up at once, and SQLite refuses the whole query.
    """

    def clean(self, value):
        for pk in value if isinstance(value, list | tuple) else ():
            if len(str(pk)) > MAX_ID_DIGITS:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": f"{pk:.15}…"},
                )
        return super().clean(value)
