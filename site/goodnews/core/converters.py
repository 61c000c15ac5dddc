"""Parts of addresses."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class RowIdConverter(IntConverter):
    """An id that the database can hold: a longer number is no address of ours."""

    regex = "[0-9]{1,12}"


register_converter(RowIdConverter, "row_id")
