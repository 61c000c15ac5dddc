"""Photographs of a draft: stored at once, so that no error elsewhere loses them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from goodnews.images.errors import PhotoRefusedError
from goodnews.images.models import SiteImage
from goodnews.images.services import private_collection, store_photo
from news.desk.errors import HeldByReviewerError, TooManyPhotosError
from news.desk.models import MAX_PHOTOS, DeskDraft, DeskPhoto

from .drafts import lock_draft, refuse_unless_editable


@dataclass(frozen=True)
class PhotoRefusal:
    """A file that was not taken, and why."""

    file_name: str
    message: str


def add_photos(*, draft: DeskDraft, files: Iterable, now: datetime) -> list[PhotoRefusal]:
    """Store ``files`` with ``draft``; one that is refused stops no other.

    The same file sent twice is one photograph.

    Raises:
        HeldByReviewerError: the story is not in the author's hands.
    """
    refuse_unless_editable(draft)
    refusals = []
    for file in files:
        try:
            _add_photo(draft, file)
        except PhotoRefusedError as refusal:
            refusals.append(PhotoRefusal(file.name, str(refusal.message)))
        except TooManyPhotosError as error:
            refusals.append(PhotoRefusal(file.name, " ".join(error.messages)))
    DeskDraft.objects.filter(pk=draft.pk).update(saved_at=now)
    return refusals


def hash_of(file) -> str:
    """Return the SHA-256 of an uploaded file, which is read from its beginning again afterwards."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _add_photo(draft: DeskDraft, file) -> None:
    content_hash = hash_of(file)
    if draft.photos.filter(content_hash=content_hash).exists():
        return
    if draft.photos.count() >= MAX_PHOTOS:
        raise TooManyPhotosError
    image = store_photo(
        file=file,
        title=draft.title or file.name,
        credit=draft.owner.get_full_name(),
        uploaded_by=draft.owner,
        collection=private_collection(),
    )
    try:
        with transaction.atomic():
            # One at a time: two posts of one form must not both think they have room.
            refuse_unless_editable(lock_draft(draft))
            _place(draft, image, content_hash)
    except (IntegrityError, TooManyPhotosError, HeldByReviewerError):
        is_double = draft.photos.filter(content_hash=content_hash).exists()
        image.delete()
        if not is_double:
            raise


def _place(draft: DeskDraft, image: SiteImage, content_hash: str) -> None:
    held = draft.photos.filter(content_hash=content_hash)
    if held.exists() or draft.photos.count() >= MAX_PHOTOS:
        raise TooManyPhotosError
    last = draft.photos.aggregate(last=Max("position"))["last"]
    DeskPhoto.objects.create(
        draft=draft,
        image=image,
        content_hash=content_hash,
        position=0 if last is None else last + 1,
        is_cover=last is None,
    )


@transaction.atomic
def change_photos(*, draft: DeskDraft, changes: dict[int, dict], cover_id: int | None) -> None:
    """Keep captions, text alternatives and notes by photograph, and which one is the cover."""
    for photo in draft.photos.filter(pk__in=changes):
        for name, value in changes[photo.pk].items():
            setattr(photo, name, value)
        photo.save(update_fields=["caption", "alt_text", "people_note"])
    if cover_id is not None and draft.photos.filter(pk=cover_id).exists():
        draft.photos.exclude(pk=cover_id).update(is_cover=False)
        draft.photos.filter(pk=cover_id).update(is_cover=True)


@transaction.atomic
def remove_photo(*, draft: DeskDraft, photo_id: int) -> None:
    """Take a photograph out of ``draft``; its file goes too unless the story was sent with it."""
    photo = draft.photos.filter(pk=photo_id).select_related("image").first()
    if photo is None:
        return
    photo.delete()
    if draft.page_id is None:
        photo.image.delete()
    first = draft.photos.order_by("position", "pk").first()
    if photo.is_cover and first is not None:
        first.is_cover = True
        first.save(update_fields=["is_cover"])


@transaction.atomic
def move_photo(*, draft: DeskDraft, photo_id: int, step: int) -> None:
    """Move a photograph ``step`` places towards the end (or the beginning, if negative)."""
    photos = list(draft.photos.order_by("position", "pk"))
    places = [photo.pk for photo in photos]
    if photo_id not in places:
        return
    place = places.index(photo_id)
    photos.insert(max(0, place + step), photos.pop(place))
    for position, photo in enumerate(photos):
        photo.position = position
    DeskPhoto.objects.bulk_update(photos, ["position"])
