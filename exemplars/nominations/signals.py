"""Reactions to Wagtail's own signals."""

from wagtail.signals import page_published

from exemplars.models import ExemplarPage
from goodnews.images.services import release_photos


def connect() -> None:
    """Connect; called once, when the app is ready."""
    page_published.connect(
        _release_portrait, sender=ExemplarPage, dispatch_uid="nominations-release-portrait"
    )


def _release_portrait(instance, **kwargs) -> None:
    """Let the portrait that came with a nomination out of the private collection."""
    if instance.live and instance.portrait_id:
        release_photos(images=[instance.portrait])
