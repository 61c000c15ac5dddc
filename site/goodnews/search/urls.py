"""Addresses of search."""

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("", views.search_pages, name="results"),
    path("goi-y/", views.suggest_titles, name="suggestions"),
]
