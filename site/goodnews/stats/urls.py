from django.urls import path

from . import views

app_name = "stats"
urlpatterns = [
    path("dem/", views.record, name="record"),
    path("so-lieu/", views.figures, name="figures"),
]
