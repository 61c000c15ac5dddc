"""Where people answer requests for consent; no account, no cookie."""

from django.urls import path

from . import public_views

app_name = "consents"
urlpatterns = [
    path("dong-y/<str:token>/", public_views.answer, name="answer"),
    path("dong-y/<str:token>/rut-lai/", public_views.withdraw, name="withdraw"),
]
