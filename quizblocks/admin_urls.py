"""Addresses that stand before Wagtail's own in the admin."""

from django.urls import path

from .gates import pass_tags

urlpatterns = [
    path("tag-autocomplete/quizblocks/questiontag/", pass_tags, name="question_tags"),
]
