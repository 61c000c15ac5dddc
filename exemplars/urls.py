"""Addresses of the good wishes."""

from django.urls import path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from . import views

app_name = "exemplars"
urlpatterns = [path("<row_id:page_id>/", views.send, name="greet")]
