"""Addresses of the public check of certificates, under ``/gcn/``: short enough to be typed."""

from django.urls import path

from .certificates.public_views import check, form

app_name = "contest_certificates"
urlpatterns = [
    path("", form, name="form"),
    path("<str:code>/", check, name="check"),
]
