"""Addresses of the nominations at the desk, under ``/gui-bai/de-cu/``."""

from django.urls import path

from . import views

app_name = "nominations"

urlpatterns = [
    path("", views.list_nominations, name="list"),
    path("moi/<int:pk>/", views.write_new, name="new"),
    path("<uuid:key>/", views.show_nomination, name="nomination"),
    path("<uuid:key>/sua/", views.write_again, name="edit"),
    path("<uuid:key>/dong-y/", views.ask_consent, name="consent"),
    path("<uuid:key>/rut/", views.withdraw, name="withdraw"),
    path("<uuid:key>/xoa/", views.delete, name="delete"),
]
