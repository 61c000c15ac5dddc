"""Addresses of the news that stand before Wagtail's own in the admin."""

from django.urls import path

from .queue.searching import explore_or_search_queue

urlpatterns = [path("pages/", explore_or_search_queue, name="news_explore")]
