"""Reactions to Wagtail's own writes: its forms, choosers and commands save images too."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import UploadedFile

from .fields import as_clean_file
from .models import SiteImage, SiteRendition
from .services import forget_sources
from .sources import SOURCE_SPECS, has_fresh_sources
from .tasks import build_image_sources


def connect() -> None:
    post_save.connect(_build_sources, sender=SiteImage, dispatch_uid="build-sources")
    post_delete.connect(_forget_sources, sender=SiteRendition, dispatch_uid="forget-sources")
    pre_save.connect(_clean_waiting_upload, sender=UploadedFile, dispatch_uid="clean-upload")


def _build_sources(instance, raw, update_fields, **kwargs) -> None:
    """Make the public files after the commit, when file or focal point changed."""
    only_sources = update_fields is not None and set(update_fields) == {"sources"}
    if raw or only_sources or has_fresh_sources(instance):
        return
    transaction.on_commit(partial(build_image_sources.enqueue, instance.pk))


def _forget_sources(instance, origin=None, **kwargs) -> None:
    """Deleting one of the recorded files ends the record."""
    dies_with_its_image = isinstance(origin, SiteImage) or (
        getattr(origin, "model", None) is SiteImage
    )
    if instance.filter_spec in SOURCE_SPECS and not dies_with_its_image:
        forget_sources(rendition=instance)


def _clean_waiting_upload(instance, **kwargs) -> None:
    """Clean what Wagtail's multiple upload stores while its form is incomplete.

    Source:
        wagtail.admin.views.generic.multiple_upload.AddView.post, Wagtail 8.0.
    """
    file = instance.file
    if not file or file._committed:
        return
    if instance.for_content_type_id == ContentType.objects.get_for_model(SiteImage).pk:
        instance.file = as_clean_file(file.file)
