"""A page that is taken down, closed or changed takes its old cards with it."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from .services import card_key, card_of, remove_cards


def connect() -> None:
    page_published.connect(_remove_old_cards, dispatch_uid="remove-old-cards")
    page_unpublished.connect(_remove_cards, dispatch_uid="remove-cards")
    post_delete.connect(_remove_cards_of_deleted, dispatch_uid="remove-cards-of-deleted")
    post_save.connect(
        _remove_closed_cards, sender=PageViewRestriction, dispatch_uid="remove-closed-cards"
    )


def _remove_old_cards(instance, **kwargs) -> None:
    key = card_key(instance, card_of(instance))
    transaction.on_commit(partial(remove_cards, page_id=instance.pk, except_key=key))


def _remove_cards(instance, **kwargs) -> None:
    transaction.on_commit(partial(remove_cards, page_id=instance.pk))


def _remove_cards_of_deleted(sender, instance, **kwargs) -> None:
    if issubclass(sender, Page):
        transaction.on_commit(partial(remove_cards, page_id=instance.pk))


def _remove_closed_cards(instance, **kwargs) -> None:
    """A restriction closes the pages below it too."""
    closed = instance.page.get_descendants(inclusive=True).values_list("pk", flat=True)
    for page_id in closed:
        transaction.on_commit(partial(remove_cards, page_id=page_id))
