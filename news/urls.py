"""Addresses of the sitemaps, and of the feeds, which exist in each language."""

from django.urls import path
from django.views.decorators.http import require_safe

from . import views
from .feeds import StoryAtomFeed, StoryRssFeed

urlpatterns = [
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", views.sitemap_part, name="sitemap_part"),
    path("news-sitemap.xml", views.news_sitemap, name="news_sitemap"),
]

feed_urlpatterns = [
    path("rss/", require_safe(views.same_for_all(StoryRssFeed())), name="story_rss"),
    path("atom/", require_safe(views.same_for_all(StoryAtomFeed())), name="story_atom"),
]
