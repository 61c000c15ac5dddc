"""Addresses of results in the admin, under ``/admin/ket-qua-thi/``."""

from django.urls import include, path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from .certificates.admin_views import (
    CertificateLotsView,
    CertificateRevokeView,
    CertificateSearchView,
)
from .essay_marks.admin_views import EssayMarksView
from .results.admin_views import ResultBoardView, ResultFileView, RoundResultView, StandingView


def register_admin_urls():
    """Return them for Wagtail's hook of the same name."""
    addresses = [
        path("<row_id:pk>/", ResultBoardView.as_view(), name="board"),
        path("<row_id:pk>/vong/<row_id:number>/", RoundResultView.as_view(), name="round"),
        path("<row_id:pk>/bai-viet/<row_id:number>/", EssayMarksView.as_view(), name="essays"),
        path(
            "<row_id:pk>/giay-chung-nhan/",
            CertificateSearchView.as_view(),
            name="certificates",
        ),
        path(
            "<row_id:pk>/giay-chung-nhan/vong/<row_id:number>/",
            CertificateLotsView.as_view(),
            name="certificate_lots",
        ),
        path(
            "<row_id:pk>/giay-chung-nhan/<row_id:certificate_pk>/",
            CertificateRevokeView.as_view(),
            name="certificate",
        ),
        path("<row_id:pk>/thi-sinh/<row_id:entrant_pk>/", StandingView.as_view(), name="standing"),
        path(
            "<row_id:pk>/tep/<row_id:ranking_pk>/<slug:kind>/",
            ResultFileView.as_view(),
            name="file",
        ),
    ]
    return [path("ket-qua-thi/", include((addresses, "contest_results_admin")))]
