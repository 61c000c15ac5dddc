"""What a profile does when Wagtail publishes it."""

from wagtail.signals import page_published

from .models import ExemplarPage
from .services import name_people_in_pictures


def connect() -> None:
    """React to Wagtail's own signals."""
    page_published.connect(_name_people, sender=ExemplarPage, dispatch_uid="exemplar-pictures")


def _name_people(instance, **kwargs) -> None:
    """The portrait may be shown elsewhere, too: there it needs the same consent."""
    name_people_in_pictures(page=instance)
