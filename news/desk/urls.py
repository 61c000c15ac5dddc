"""Addresses of the desk, under ``/gui-bai/``."""

from django.urls import path

from . import phone, proofs, shell, views

app_name = "desk"

urlpatterns = [
    path("", views.list_submissions, name="list"),
    path("moi/", views.write_new, name="new"),
    path("tu-word/", views.write_from_word, name="word"),
    path("huong-dan/", views.read_guide, name="guide"),
    path("may/", phone.greet, name="greet"),
    path("sw.js", shell.worker, name="worker"),
    path("ngoai-tuyen/", shell.offline_list, name="offline_list"),
    path("ngoai-tuyen/bai/", shell.offline_form, name="offline_form"),
    path("<uuid:key>/", views.show_submission, name="submission"),
    path("<uuid:key>/sua/", views.write_again, name="edit"),
    path("<uuid:key>/trung/", views.show_lookalikes, name="lookalikes"),
    path("<uuid:key>/luu/", phone.save, name="save"),
    path("<uuid:key>/anh/", phone.add_photo, name="add_photo"),
    path("<uuid:key>/minh-chung/<uuid:person>/", proofs.proof, name="proof"),
    path("<uuid:key>/gui/", phone.send, name="send"),
    path("<uuid:key>/nhan-lai/", views.take_up, name="take_up"),
    path("<uuid:key>/tra-loi/", views.reply, name="reply"),
    path("<uuid:key>/rut/", views.withdraw, name="withdraw"),
    path("<uuid:key>/xoa/", views.delete, name="delete"),
]
