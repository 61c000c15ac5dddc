"""Reactions to Wagtail's and Django's own signals."""

from django.contrib.auth.signals import user_logged_in, user_logged_out
from wagtail.signals import page_published

from goodnews.images.services import release_photos
from news.models import StoryPage

from .models import DeskPhoto
from .phone_keys import mark_change_of_person


def connect() -> None:
    """Connect; called once, when the app is ready."""
    page_published.connect(_release_photos, sender=StoryPage, dispatch_uid="desk-release-photos")
    for signal in (user_logged_in, user_logged_out):
        signal.connect(mark_change_of_person, dispatch_uid="desk-phone-key")


def _release_photos(instance, **kwargs) -> None:
    """Let the pictures of a story out of the private collection; a planned one keeps them in."""
    if not instance.live:
        return
    photos = DeskPhoto.objects.filter(draft__page_id=instance.pk).select_related("image")
    release_photos(images=[photo.image for photo in photos])
