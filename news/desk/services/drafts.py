"""Keeping what an author types."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from news.desk.body import to_text
from news.desk.choices import EDITABLE_STATES, SubmissionState
from news.desk.errors import ChangedElsewhereError, HeldByReviewerError
from news.desk.models import TYPED_FIELDS, DeskDraft, DeskPhoto
from news.desk.submissions import state_of

from .people import discard_people, fill_people, people_field

WRITTEN_FIELDS = (*TYPED_FIELDS, "saved_at", "edition", "writer", "sequence")


@dataclass(frozen=True)
class Stamp:
    """What a phone says about a text that it wants to save (dấu lưu).

    Attributes:
        edition: the edition of the draft that the text was written on.
        writer: the open form that it was written in.
        sequence: a number that rises with every change made in that form.
    """

    edition: int
    writer: UUID
    sequence: int


def open_draft(*, owner, key: UUID, now: datetime) -> DeskDraft | None:
    """Return the draft ``key`` of ``owner``, made on its first use.

    Returns:
        None if the key belongs to somebody else's draft.
    """
    draft = DeskDraft.objects.owned_by(owner).filter(key=key).first()
    if draft is not None:
        return draft
    try:
        with transaction.atomic():
            return DeskDraft.objects.create(
                owner=owner,
                key=key,
                unit=owner.unit,
                happened_on=timezone.localdate(now),
                created_at=now,
                saved_at=now,
            )
    except IntegrityError:
        # The same form came twice at once, or the key is another's.
        return DeskDraft.objects.owned_by(owner).filter(key=key).first()


def is_overtaken(draft: DeskDraft, stamp: Stamp) -> bool:
    """Tell whether ``draft``, just locked, holds a later text of the same form.

    Raises:
        ChangedElsewhereError: another form saved since this one read the draft.
    """
    if draft.writer == stamp.writer:
        return stamp.sequence < draft.sequence
    if draft.edition != stamp.edition:
        raise ChangedElsewhereError
    return False


def is_own_hand(draft: DeskDraft, stamp: Stamp | None) -> bool:
    """Tell whether ``stamp`` is of the form that saved ``draft`` last, and no older than that."""
    return stamp is not None and draft.writer == stamp.writer and draft.sequence <= stamp.sequence


@transaction.atomic
def save_draft(
    *, draft: DeskDraft, themes=None, stamp: Stamp | None = None, now: datetime
) -> DeskDraft:
    """Keep what was typed in ``draft``; nothing else of it, which may be older than the record.

    Raises:
        HeldByReviewerError: a reviewer has the story, or it is public.
    """
    held = lock_draft(draft)
    refuse_unless_editable(held)
    draft.edition = held.edition + 1
    draft.writer = stamp.writer if stamp else None
    draft.sequence = stamp.sequence if stamp else 0
    draft.saved_at = now
    draft.save(update_fields=WRITTEN_FIELDS)
    if themes is not None:
        draft.themes.set(themes)
    return draft


def lock_draft(draft: DeskDraft) -> DeskDraft:
    """Return ``draft`` as it stands, kept from others until the transaction ends."""
    return DeskDraft.objects.select_for_update().get(pk=draft.pk)


def hold_draft(*, draft: DeskDraft) -> DeskDraft:
    """Return ``draft`` locked, for something that only its author may do now.

    Raises:
        HeldByReviewerError: a reviewer has the story, or it is public.
    """
    held = lock_draft(draft)
    refuse_unless_editable(held)
    return held


def refuse_unless_editable(draft: DeskDraft) -> None:
    """Let the author write only while the story is in the author's hands.

    Raises:
        HeldByReviewerError: a reviewer has the story, or it is public.
    """
    if state_of(draft) not in EDITABLE_STATES:
        raise HeldByReviewerError


@transaction.atomic
def delete_draft(*, draft: DeskDraft) -> None:
    """Throw away a draft that was never sent.

    Raises:
        HeldByReviewerError: it was sent; a submission is withdrawn instead.
    """
    draft = lock_draft(draft)
    if draft.sent_at is not None:
        raise HeldByReviewerError
    images = [photo.image for photo in draft.photos.select_related("image")]
    discard_people(draft.named_people.all())
    draft.delete()
    for image in images:
        image.delete()


def forget_drafts(*, days: int, now: datetime, keys: Collection[int] | None = None) -> int:
    """Delete the drafts that nobody saved for ``days`` days and nobody ever sent.

    Each in a transaction of its own; one that is saved or sent meanwhile stays.

    Args:
        keys: look at these only.

    Returns:
        How many were deleted.
    """
    count = 0
    drafts = DeskDraft.objects.forgotten_at(now, days=days)
    if keys is not None:
        drafts = drafts.filter(pk__in=keys)
    for pk in list(drafts.values_list("pk", flat=True)):
        with transaction.atomic():
            forgotten = DeskDraft.objects.select_for_update(of=("self",))
            draft = forgotten.forgotten_at(now, days=days).filter(pk=pk).first()
            if draft is not None:
                delete_draft(draft=draft)
                count += 1
    return count


@transaction.atomic
def take_up_again(*, draft: DeskDraft, now: datetime) -> DeskDraft:
    """Fill the draft from its page, which editors may have changed since it was sent.

    What the author has changed since the return stays: nothing is filled
    again unless the page has a newer revision.

    Raises:
        HeldByReviewerError: the story is not in the author's hands.
    """
    draft = lock_draft(draft)
    refuse_unless_editable(draft)
    if state_of(draft) == SubmissionState.DRAFT or not is_behind(draft):
        return draft
    story = draft.page.specific.get_latest_revision_as_object()
    for name in ("kind", "title", "happened_on", "place", "origin", "source_name", "source_url"):
        setattr(draft, name, getattr(story, name))
    draft.title = story.title[: DeskDraft._meta.get_field("title").max_length]
    draft.text = to_text(story.lead, list(story.body.raw_data))
    draft.revision_id = draft.page.latest_revision_id
    draft.people = people_field(draft, story)
    draft.saved_at = now
    draft.edition += 1
    draft.writer = None
    draft.save()
    draft.themes.set(story.themes.all())
    _fill_photos(draft, story)
    fill_people(draft, story)
    return draft


def is_behind(draft: DeskDraft) -> bool:
    """Tell whether the page has a newer revision than the draft knows."""
    return bool(draft.page_id) and draft.page.latest_revision_id != draft.revision_id


def _fill_photos(draft: DeskDraft, story) -> None:
    draft.photos.all().delete()
    photos: dict[int, DeskPhoto] = {}
    if story.cover_id:
        photos[story.cover_id] = DeskPhoto(
            image=story.cover,
            caption=story.cover_caption,
            alt_text=story.cover_alt_text or story.cover.alt_text,
            is_cover=True,
        )
    for value in _pictures_in(story.body):
        image = value.get("image")
        if image is not None and image.pk not in photos:
            photos[image.pk] = DeskPhoto(image=image, caption=value["caption"], alt_text=value.alt)
    hashes = set()
    for position, photo in enumerate(photos.values()):
        photo.draft = draft
        # An editor may have uploaded the same file twice.
        if photo.image.upload_hash not in hashes:
            photo.content_hash = photo.image.upload_hash
            hashes.add(photo.content_hash)
        photo.position = position
        photo.people_note = photo.image.people_note
    DeskPhoto.objects.bulk_create(photos.values())


def _pictures_in(body):
    for block in body:
        if block.block_type == "image":
            yield block.value
        elif block.block_type == "gallery":
            yield from block.value["images"]
