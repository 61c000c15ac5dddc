"""Public addresses of contests and their rules."""

from django.urls import path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from . import views

app_name = "contests"
urlpatterns = [
    path("", views.contest_list, name="index"),
    path("<slug:slug>/", views.contest_page, name="contest"),
    path("<slug:slug>/the-le/", views.rules_page, name="rules"),
    path("<slug:slug>/the-le/<row_id:number>/", views.rules_page, name="rules_version"),
]
