"""Addresses of the frame: the manifest and the office's own colour."""

from django.urls import path

from . import views

urlpatterns = [
    path("site.webmanifest", views.manifest, name="site_manifest"),
    path("giao-dien.css", views.theme_stylesheet, name="site_theme"),
    path("robots.txt", views.robots, name="robots"),
    # Asked for by feed readers and error pages; pages carry their icon themselves.
    path("favicon.ico", views.favicon, name="favicon"),
]
