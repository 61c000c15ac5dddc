from django.urls import path

from . import views

app_name = "sharing"
urlpatterns = [
    path("chia-se/<int:page_id>/qr.svg", views.share_qr, name="qr"),
    path("chia-se/<int:page_id>/<str:key>", views.share_card, name="card"),
]
