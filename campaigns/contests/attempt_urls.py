"""Addresses of entrants. In no language's branch: the device is known under /cuoc-thi/ alone."""

from django.urls import path

from goodnews.core import converters  # noqa: F401 - registers "row_id"

from .attempts import save_views, views
from .entrants import views as entrant_views
from .results import own_views
from .running import views as running_views
from .rush import views as rush_views

app_name = "contest_attempts"
urlpatterns = [
    path("", entrant_views.register, name="register"),
    path("ma/", entrant_views.come_back, name="come_back"),
    path("mat-ma/", running_views.lost_code, name="lost_code"),
    path("ma-moi/", entrant_views.new_code, name="new_code"),
    path("thoi-neu-ten/", entrant_views.unname, name="unname"),
    path("thoat/", entrant_views.leave, name="leave"),
    path("cua-toi/", entrant_views.mine, name="mine"),
    path("ket-qua/<row_id:number>/", own_views.own_result, name="own_result"),
    path("ket-qua/<row_id:number>/giay/", own_views.own_certificate, name="own_certificate"),
    path("tin-nhan/", running_views.notes, name="notes"),
    path("thoi-nhac/<uuid:key>/", running_views.stop, name="stop_reminders"),
    path("hoi/", running_views.ask, name="ask"),
    path("vong/<row_id:number>/bat-dau/", views.start, name="start"),
    path("vong/<row_id:number>/hang-cho/", rush_views.line, name="line"),
    path("vong/<row_id:number>/luot/<row_id:attempt>/", views.answer, name="attempt"),
    path("vong/<row_id:number>/luot/<row_id:attempt>/luu/", save_views.save, name="save"),
    path("vong/<row_id:number>/luot/<row_id:attempt>/bien-nhan/", views.receipt, name="receipt"),
    path("kiem-tra/<str:receipt>/", views.check, name="check"),
]
