"""Muting. The account's own address stands before those of allauth."""

from django.urls import path

from . import views

app_name = "reminders"
urlpatterns = [
    path("tai-khoan/nhac-viec/", views.preferences, name="preferences"),
    path("nhac-viec/<str:token>/", views.mute_by_link, name="mute"),
]
