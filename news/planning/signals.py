"""What the plan does when a story goes public."""

from django.utils import timezone
from wagtail.signals import page_published

from news.models import StoryPage

from .services import release_published


def connect() -> None:
    """React to Wagtail's own signals."""
    page_published.connect(_on_published, sender=StoryPage, dispatch_uid="story-leaves-the-plan")


def _on_published(sender, instance, **kwargs) -> None:
    # Wagtail sends the signal for pages that are only scheduled, too.
    if instance.live:
        release_published(story=instance, now=timezone.now())
