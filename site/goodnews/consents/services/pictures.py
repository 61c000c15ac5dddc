"""Who is in a picture, and what becomes of it when one of them takes the consent back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentRecord, PersonInPicture
from goodnews.consents.names import same_name
from goodnews.consents.pictures import is_covered
from goodnews.images.models import SiteImage
from goodnews.images.removal import remove_picture


@transaction.atomic
def name_person(
    *, image: SiteImage, subject_key: UUID, name: str, age_band: str
) -> PersonInPicture:
    """Record that somebody can be recognised in ``image``; twice is once."""
    row, _is_new = PersonInPicture.objects.update_or_create(
        image=image,
        subject_key=subject_key,
        folded_name=same_name(name)[:200],
        defaults={"name": name[:200], "age_band": age_band},
    )
    return row


@transaction.atomic
def take_down_pictures(*, record: ConsentRecord, now: datetime) -> int:
    """Remove the pictures of the person whose consent ended.

    Another consent to the picture keeps it. A consent to the story does not,
    where the one to the picture was taken back: that was about the picture.

    Returns:
        How many pictures were removed.

    Source:
        Law 91/2025/QH15, article 10 (withdrawal of consent).
    """
    person = {"subject_key": record.subject_key, "name": record.subject_name}
    if is_covered(**person, purpose=Purpose.IMAGE):
        return 0
    if record.purpose == Purpose.STORY and is_covered(**person, purpose=Purpose.STORY):
        return 0
    rows = PersonInPicture.objects.of_subject(**person).select_related("image")
    return remove_pictures(images=[row.image for row in rows], now=now)


@transaction.atomic
def remove_pictures(*, images, now: datetime) -> int:
    """Remove pictures from the whole site, and forget who was in them."""
    count = 0
    for image in images:
        count += remove_picture(image=image, now=now)
    gone = SiteImage.objects.filter(withdrawn_at__isnull=False)
    PersonInPicture.objects.filter(image__in=gone).delete()
    return count
