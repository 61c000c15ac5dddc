"""Addresses outside the admin: the calendar that asks for no session."""

from django.urls import path

from . import views

app_name = "planning"

urlpatterns = [
    path("<str:token>.ics", views.plan_feed, name="feed"),
]
