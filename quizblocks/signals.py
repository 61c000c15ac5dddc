"""Reactions to Wagtail's own signals."""

from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.signals import published, unpublished

from goodnews.core.pagecache import purge_public_pages
from goodnews.core.signals import purge_when_changed

from .life.contents import is_original
from .life.steps import end_reviews, note_saved
from .life.versions import make_version
from .models import AnswerKey, HeldPicture, Question, Topic, refuse_locked
from .services import publish_key

# Written by Wagtail whenever a draft is saved: nothing public changes.
DRAFT_FIELDS = {"latest_revision", "has_unpublished_changes", "go_live_at", "expire_at"}


def connect() -> None:
    """Keep keys and kept pages in step with published questions."""
    purge_when_changed(Topic)
    published.connect(_publish_key, sender=Question, dispatch_uid="quizblocks-publish-key")
    unpublished.connect(_end_approval, sender=Question, dispatch_uid="quizblocks-unpublished")
    pre_delete.connect(_keep_locked, sender=Question, dispatch_uid="quizblocks-locked")
    post_save.connect(_purge_saved, sender=Question, dispatch_uid="quizblocks-saved")
    post_delete.connect(_forget_key, sender=Question, dispatch_uid="quizblocks-deleted")


def _publish_key(sender, instance, **kwargs) -> None:
    if is_original(instance):
        publish_key(question=instance)
    make_version(question=instance, now=timezone.now())
    purge_public_pages()


def _end_approval(sender, instance, **kwargs) -> None:
    """What was taken down comes back through a new review only."""
    now = timezone.now()
    end_reviews([instance.pk], now=now)
    note_saved(instance, user=None, now=now)
    purge_public_pages()


def _keep_locked(sender, instance, **kwargs) -> None:
    refuse_locked([instance.translation_key])


def _purge_saved(sender, update_fields=None, **kwargs) -> None:
    if update_fields is None or not set(update_fields) <= DRAFT_FIELDS:
        purge_public_pages()


def purge_without_picture(*, image, now) -> None:
    """Let no kept page show a picture of a question that may not be shown any more."""
    if HeldPicture.objects.filter(picture=image).exists():
        purge_public_pages()


def _forget_key(sender, instance, **kwargs) -> None:
    """Delete the key with the last language of its question."""
    siblings = Question.objects.filter(translation_key=instance.translation_key)
    if not siblings.exclude(pk=instance.pk).exists():
        AnswerKey.objects.filter(question_key=instance.translation_key).delete()
    purge_public_pages()
