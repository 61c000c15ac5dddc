"""Addresses in the admin of results, ``ket-qua-thi/``, and of signs, ``dau-hieu-thi/``."""

from django.urls import include, path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from .certificates.admin_views import (
    CertificateLotsView,
    CertificateRevokeView,
    CertificateSearchView,
)
from .essay_marks.admin_views import EssayMarksView
from .flags.admin_views import FlagListView, FlagView
from .results.admin_views import ResultBoardView, ResultFileView, RoundResultView, StandingView
from .results.entrant_views import EntrantDataView, ExtraTimeView, IdentityView, WinnersView


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
            "<row_id:pk>/thi-sinh/<row_id:entrant_pk>/them-gio/",
            ExtraTimeView.as_view(),
            name="extra_time",
        ),
        path(
            "<row_id:pk>/thi-sinh/<row_id:entrant_pk>/xac-minh/",
            IdentityView.as_view(),
            name="identity",
        ),
        path(
            "<row_id:pk>/thi-sinh/<row_id:entrant_pk>/du-lieu/",
            EntrantDataView.as_view(),
            name="entrant_data",
        ),
        path("<row_id:pk>/dat-giai/<row_id:ranking_pk>/", WinnersView.as_view(), name="winners"),
        path(
            "<row_id:pk>/tep/<row_id:ranking_pk>/<slug:kind>/",
            ResultFileView.as_view(),
            name="file",
        ),
    ]
    flags = [
        path("<row_id:pk>/", FlagListView.as_view(), name="list"),
        path("<row_id:pk>/<row_id:flag_pk>/", FlagView.as_view(), name="flag"),
    ]
    return [
        path("ket-qua-thi/", include((addresses, "contest_results_admin"))),
        path("dau-hieu-thi/", include((flags, "contest_flags_admin"))),
    ]
