"""Addresses of the desk, under ``/gui-bai/``."""

from django.urls import path

from . import views

app_name = "desk"

urlpatterns = [
    path("", views.list_submissions, name="list"),
    path("moi/", views.write_new, name="new"),
    path("tu-word/", views.write_from_word, name="word"),
    path("<uuid:key>/", views.show_submission, name="submission"),
    path("<uuid:key>/sua/", views.write_again, name="edit"),
    path("<uuid:key>/trung/", views.show_lookalikes, name="lookalikes"),
    path("<uuid:key>/nhan-lai/", views.take_up, name="take_up"),
    path("<uuid:key>/rut/", views.withdraw, name="withdraw"),
    path("<uuid:key>/xoa/", views.delete, name="delete"),
]
