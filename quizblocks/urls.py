"""Addresses of the quiz and the poll in an article."""

from django.urls import path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from . import poll_views, views

app_name = "quizblocks"
urlpatterns = [
    path("<row_id:page_id>/<uuid:block_id>/", views.answer_quiz, name="answer"),
    path("tham-do/<row_id:page_id>/<uuid:block_id>/", poll_views.poll, name="poll"),
]
