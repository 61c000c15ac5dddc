from django.urls import path

from . import views

app_name = "campaigns"
urlpatterns = [
    path("chien-dich/<slug:slug>/lich.ics", views.campaign_feed, name="feed"),
]
