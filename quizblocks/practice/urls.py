"""Addresses of the practice pages."""

from django.urls import path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from . import views

app_name = "practice"
urlpatterns = [
    path("", views.practice_index, name="index"),
    path("<slug:slug>/", views.practise, {"number": 1}, name="topic"),
    path("<slug:slug>/<row_id:number>/", views.practise, name="set"),
]
