"""Addresses of who may enter in the admin, under ``/admin/nguoi-du-thi/``."""

from django.urls import include, path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from .entrants.admin_views import ExclusionView, RosterImportView, RosterTemplateView, RosterView


def register_entry_urls():
    """Return them for Wagtail's hook ``register_admin_urls``."""
    addresses = [
        path("<row_id:pk>/", RosterView.as_view(), name="roster"),
        path("<row_id:pk>/nhap/", RosterImportView.as_view(), name="roster_import"),
        path("<row_id:pk>/mau/", RosterTemplateView.as_view(), name="roster_template"),
        path("<row_id:pk>/khong-du-thi/", ExclusionView.as_view(), name="excluded"),
    ]
    return [path("nguoi-du-thi/", include((addresses, "contest_entry_admin")))]
