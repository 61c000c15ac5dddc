"""What a nominator writes: kept whatever is wrong with it, sent once."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from exemplars.nominations.access import may_nominate
from exemplars.nominations.choices import TAKING_STATES, WITHDRAWABLE_STATES, NominationState
from exemplars.nominations.errors import (
    MayNotNominateError,
    NominationsClosedError,
    NotEditableError,
    NotWithdrawableError,
    TooManyPhotosError,
)
from exemplars.nominations.models import Nomination, NominationPhoto, SelectionRound
from exemplars.nominations.models.nominations import MAX_PHOTOS, TYPED_FIELDS
from goodnews.images.errors import PhotoRefusedError
from goodnews.images.services import private_collection, store_photo

from .moves import lock_nomination, move


@dataclass(frozen=True)
class PhotoRefusal:
    """A file that was not taken, and why."""

    file_name: str
    message: str


def open_nomination(
    *, round_: SelectionRound, nominator, key: UUID, now: datetime
) -> Nomination | None:
    """Return the nomination ``key``, made on its first use.

    Returns:
        None if the key belongs to a nomination that ``nominator`` does not work on.

    Raises:
        MayNotNominateError: the account has no unit, or no role that nominates.
        NominationsClosedError: the round takes nothing at ``now``.
    """
    found = Nomination.objects.workable_by(nominator).filter(key=key).first()
    if found is not None:
        return found
    if not may_nominate(nominator):
        raise MayNotNominateError
    if not SelectionRound.objects.open_at(now).filter(pk=round_.pk).exists():
        raise NominationsClosedError
    try:
        with transaction.atomic():
            return Nomination.objects.create(
                round=round_,
                key=key,
                nominator=nominator,
                unit=nominator.unit,
                created_at=now,
                saved_at=now,
            )
    except IntegrityError:
        # The same form came twice at once, or the key is another's.
        return Nomination.objects.workable_by(nominator).filter(key=key).first()


@transaction.atomic
def save_nomination(*, nomination: Nomination, now: datetime) -> Nomination:
    """Keep what was typed into ``nomination``, and nothing else of it.

    Raises:
        NotEditableError: it is not in the nominator's hands.
    """
    held = lock_nomination(nomination)
    if not held.is_editable:
        raise NotEditableError
    nomination.edition = held.edition + 1
    nomination.saved_at = now
    nomination.save(update_fields=[*TYPED_FIELDS, "edition", "saved_at"])
    return nomination


@transaction.atomic
def send_nomination(*, nomination: Nomination, user, now: datetime) -> Nomination:
    """Send a complete nomination to the office; the second tap sends nothing.

    One that came back may be sent again until the scoring begins.

    Raises:
        NominationsClosedError: the round takes nothing now.
        NotEditableError: the office or the panel has it already.
    """
    held = lock_nomination(nomination)
    if held.state == NominationState.SENT:
        return held
    if not held.is_editable:
        raise NotEditableError
    if not takes_nomination(held, now):
        raise NominationsClosedError
    held.sent_at = held.sent_at or now
    move(held, NominationState.SENT, user=user, now=now)
    return held


def takes_nomination(nomination: Nomination, now: datetime) -> bool:
    """Tell whether the round would take ``nomination`` at ``now``."""
    round_ = nomination.round
    if nomination.state == NominationState.RETURNED:
        return round_.state in TAKING_STATES
    return SelectionRound.objects.open_at(now).filter(pk=round_.pk).exists()


@transaction.atomic
def withdraw_nomination(*, nomination: Nomination, user, now: datetime) -> Nomination:
    """Take a nomination back before anybody has decided on it.

    Raises:
        NotWithdrawableError: it is a draft, or was decided on.
    """
    held = lock_nomination(nomination)
    if held.state not in WITHDRAWABLE_STATES or held.round.state not in TAKING_STATES:
        raise NotWithdrawableError
    move(held, NominationState.WITHDRAWN, user=user, now=now)
    return held


@transaction.atomic
def delete_draft(*, nomination: Nomination) -> None:
    """Throw away what was never sent, with its pictures.

    Raises:
        NotEditableError: it was sent once, so it is a record.
    """
    held = lock_nomination(nomination)
    if held.sent_at is not None or held.state != NominationState.DRAFT:
        raise NotEditableError
    images = [photo.image for photo in held.photos.select_related("image")]
    held.delete()
    for image in images:
        image.delete()


def add_photos(*, nomination: Nomination, files: Iterable, user) -> list[PhotoRefusal]:
    """Store ``files`` with ``nomination``; one that is refused stops no other.

    The same file sent twice is one picture.
    """
    refusals = []
    for file in files:
        try:
            _add_photo(nomination, file, user)
        except PhotoRefusedError as refusal:
            refusals.append(PhotoRefusal(file.name, str(refusal.message)))
        except TooManyPhotosError as error:
            refusals.append(PhotoRefusal(file.name, error.sentence))
    return refusals


def _add_photo(nomination: Nomination, file, user) -> None:
    content_hash = hashlib.sha256(b"".join(file.chunks())).hexdigest()
    file.seek(0)
    if nomination.photos.filter(content_hash=content_hash).exists():
        return
    if nomination.photos.count() >= MAX_PHOTOS:
        raise TooManyPhotosError
    image = store_photo(
        file=file,
        title=nomination.name or file.name,
        credit=user.get_full_name(),
        uploaded_by=user,
        collection=private_collection(),
    )
    try:
        with transaction.atomic():
            # One at a time: two posts of one form must not both think they have room.
            held = lock_nomination(nomination)
            if not held.is_editable:
                raise NotEditableError
            if held.photos.count() >= MAX_PHOTOS:
                raise TooManyPhotosError
            NominationPhoto.objects.create(nomination=held, image=image, content_hash=content_hash)
    except IntegrityError:
        # The other tap of the same finger stored it.
        image.delete()
    except (TooManyPhotosError, NotEditableError):
        image.delete()
        raise


@transaction.atomic
def describe_photos(*, nomination: Nomination, texts: dict[int, str]) -> None:
    """Keep what the pictures show, by their keys."""
    for photo in nomination.photos.filter(pk__in=texts):
        photo.alt_text = texts[photo.pk]
        photo.save(update_fields=["alt_text"])


@transaction.atomic
def remove_photo(*, nomination: Nomination, photo_id: int) -> None:
    """Take a picture out; its file goes too.

    Raises:
        NotEditableError: the nomination is not in the nominator's hands.
    """
    if not lock_nomination(nomination).is_editable:
        raise NotEditableError
    photo = nomination.photos.filter(pk=photo_id).select_related("image").first()
    if photo is not None:
        photo.delete()
        photo.image.delete()
