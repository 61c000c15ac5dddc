"""Whatever changes what the public sees ends the kept pages (rule 1)."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from .pagecache import purge_public_pages


def _purge(**kwargs) -> None:
    purge_public_pages()


def purge_when_changed(*models) -> None:
    """End the kept pages whenever a row of ``models`` is saved or deleted.

    Rooms call this in ``AppConfig.ready`` for every table that public pages show.
    """
    for model in models:
        uid = f"purge-{model._meta.label}"
        post_save.connect(_purge, sender=model, dispatch_uid=f"{uid}-save")
        post_delete.connect(_purge, sender=model, dispatch_uid=f"{uid}-delete")
        for field in model._meta.many_to_many:
            m2m_changed.connect(
                _purge, sender=field.remote_field.through, dispatch_uid=f"{uid}-{field.name}"
            )


def connect() -> None:
    """React to Wagtail's own signals."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_purge, dispatch_uid="purge-public-pages")
    post_save.connect(_purge_saved_page, dispatch_uid="purge-saved-page")
    post_delete.connect(_purge_deleted_page, dispatch_uid="purge-deleted-page")
    purge_when_changed(PageViewRestriction, Site, Locale)


def _purge_saved_page(sender, instance, update_fields=None, raw=False, **kwargs) -> None:
    """Owe the purge in the transaction in which a page appears or disappears.

    Wagtail sends its own signals after ``save``, whose transaction may be over.
    A draft that was never public is nobody's concern, nor are parts of a row.
    """
    is_whole_page = not raw and update_fields is None and issubclass(sender, Page)
    if is_whole_page and instance.first_published_at is not None:
        purge_public_pages()


def _purge_deleted_page(sender, **kwargs) -> None:
    if issubclass(sender, Page):
        purge_public_pages()
