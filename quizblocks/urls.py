"""Addresses of the quiz in an article."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from . import views


class RowIdConverter(IntConverter):
    """An id that the database can hold: a longer number is no address of ours."""

    regex = "[0-9]{1,12}"


register_converter(RowIdConverter, "row_id")

app_name = "quizblocks"
urlpatterns = [
    path("<row_id:page_id>/<uuid:block_id>/", views.answer_quiz, name="answer"),
]
