"""Reactions to Wagtail's own signals."""

from wagtail.signals import page_published

from goodnews.images.services import release_photos
from news.models import StoryPage

from .models import DeskPhoto


def connect() -> None:
    """Connect; called once, when the app is ready."""
    page_published.connect(_release_photos, sender=StoryPage, dispatch_uid="desk-release-photos")


def _release_photos(instance, **kwargs) -> None:
    """Let the pictures of a story out of the private collection; a planned one keeps them in."""
    if not instance.live:
        return
    photos = DeskPhoto.objects.filter(draft__page_id=instance.pk).select_related("image")
    release_photos(images=[photo.image for photo in photos])
