"""Addresses of a running contest in the admin, under ``/admin/dieu-hanh-thi/``."""

from django.urls import include, path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from .board_views import BoardView
from .desk_views import AnswerView, HelpView, IncidentsView, MessagesView, TakeBackView
from .entry_views import LinksView, SheetsView, UnitFiguresView
from .lost_code_views import LostCodeView, NewCodeView


def register_admin_urls():
    """Return them for Wagtail's hook of the same name."""
    addresses = [
        path("<row_id:pk>/", BoardView.as_view(), name="board"),
        path("<row_id:pk>/tin-nhan/", MessagesView.as_view(), name="messages"),
        path(
            "<row_id:pk>/tin-nhan/<row_id:message_pk>/thu-hoi/",
            TakeBackView.as_view(),
            name="take_back",
        ),
        path("<row_id:pk>/hoi-dap/", HelpView.as_view(), name="help"),
        path("<row_id:pk>/hoi-dap/<row_id:question_pk>/", AnswerView.as_view(), name="answer"),
        path("<row_id:pk>/mat-ma/<row_id:lost_pk>/", LostCodeView.as_view(), name="lost_code"),
        path("<row_id:pk>/ma-moi/<row_id:entrant_pk>/", NewCodeView.as_view(), name="new_code"),
        path("<row_id:pk>/su-co/", IncidentsView.as_view(), name="incidents"),
        path("<row_id:pk>/duong-vao/", LinksView.as_view(), name="links"),
        path("<row_id:pk>/duong-vao/in/", SheetsView.as_view(), name="sheets"),
        path("<row_id:pk>/duong-vao/<row_id:link_pk>/in/", SheetsView.as_view(), name="sheet"),
    ]
    return [
        path("dieu-hanh-thi/", include((addresses, "contest_running"))),
        path("don-vi-du-thi/", UnitFiguresView.as_view(), name="contest_unit_figures"),
    ]
