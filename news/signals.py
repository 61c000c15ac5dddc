"""What stories do when Wagtail publishes, unpublishes or deletes them."""

from django.conf import settings
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from campaigns.choices import SlotKind
from campaigns.services import enter_page, withdraw_page

from .choices import StoryKind
from .models import StoryPage

SLOTS = {StoryKind.GOOD_NEWS: SlotKind.DAY, StoryKind.BEAUTIFUL_STORY: SlotKind.WEEK}


def connect() -> None:
    """React to Wagtail's own signals."""
    page_published.connect(enter_campaigns, sender=StoryPage, dispatch_uid="story-enters")
    page_unpublished.connect(leave_campaigns, sender=StoryPage, dispatch_uid="story-leaves")
    pre_delete.connect(leave_campaigns, sender=StoryPage, dispatch_uid="story-is-deleted")


def enter_campaigns(sender, instance, **kwargs) -> None:
    """Count a story in the campaigns of its day; a translation is no second story.

    Wagtail sends the signal for pages that are only scheduled, too.
    """
    if not instance.live or instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    enter_page(
        page=instance,
        kind=SLOTS[instance.kind],
        published_on=instance.published_on,
        unit=instance.unit,
        now=timezone.now(),
    )


def leave_campaigns(sender, instance, **kwargs) -> None:
    """Give back the slot of a story that readers no longer see."""
    withdraw_page(page=instance)
