"""Reactions to Wagtail's own signals."""

from django.db.models.signals import post_delete, post_save
from wagtail.signals import published, unpublished

from goodnews.core.pagecache import purge_public_pages
from goodnews.core.signals import purge_when_changed

from .models import AnswerKey, Question, Topic
from .services import publish_key

# Written by Wagtail whenever a draft is saved: nothing public changes.
DRAFT_FIELDS = {"latest_revision", "has_unpublished_changes", "go_live_at", "expire_at"}


def connect() -> None:
    """Keep keys and kept pages in step with published questions."""
    purge_when_changed(Topic)
    published.connect(_publish_key, sender=Question, dispatch_uid="quizblocks-publish-key")
    unpublished.connect(_purge, sender=Question, dispatch_uid="quizblocks-unpublished")
    post_save.connect(_purge_saved, sender=Question, dispatch_uid="quizblocks-saved")
    post_delete.connect(_forget_key, sender=Question, dispatch_uid="quizblocks-deleted")


def _publish_key(sender, instance, **kwargs) -> None:
    if is_original(instance):
        publish_key(question=instance)
    purge_public_pages()


def is_original(question: Question) -> bool:
    """Tell whether ``question`` was there first, before its translations."""
    siblings = Question.objects.filter(translation_key=question.translation_key)
    return not siblings.filter(pk__lt=question.pk).exists()


def _purge(sender, **kwargs) -> None:
    purge_public_pages()


def _purge_saved(sender, update_fields=None, **kwargs) -> None:
    if update_fields is None or not set(update_fields) <= DRAFT_FIELDS:
        purge_public_pages()


def _forget_key(sender, instance, **kwargs) -> None:
    """Delete the key with the last language of its question."""
    siblings = Question.objects.filter(translation_key=instance.translation_key)
    if not siblings.exclude(pk=instance.pk).exists():
        AnswerKey.objects.filter(question_key=instance.translation_key).delete()
    purge_public_pages()
