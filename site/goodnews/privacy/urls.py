"""Addresses of requests about personal data."""

from django.urls import path

from . import views

app_name = "privacy"
urlpatterns = [
    path("", views.ask, name="request"),
    path("<str:code>/<str:token>/", views.status, name="status"),
]
