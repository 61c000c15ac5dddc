"""Addresses of the quiz in an article."""

from django.urls import path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from . import views

app_name = "quizblocks"
urlpatterns = [
    path("<row_id:page_id>/<uuid:block_id>/", views.answer_quiz, name="answer"),
]
