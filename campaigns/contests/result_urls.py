"""Addresses of the public results, under ``/cuoc-thi/``."""

from django.urls import path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from .results.public_views import results_index, results_table

app_name = "contest_results"
urlpatterns = [
    path("<slug:slug>/ket-qua/", results_index, name="index"),
    path("<slug:slug>/ket-qua/<row_id:number>/", results_table, name="table"),
    path("<slug:slug>/ket-qua/<row_id:number>/bang-<slug:league>/", results_table, name="league"),
    path(
        "<slug:slug>/ket-qua/<row_id:number>/ban-<row_id:version>/", results_table, name="version"
    ),
    path(
        "<slug:slug>/ket-qua/<row_id:number>/ban-<row_id:version>/bang-<slug:league>/",
        results_table,
        name="version_league",
    ),
]
