"""Writes about exemplars that have a rule."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.search import index

from goodnews.consents.choices import Purpose
from goodnews.consents.gone import close_addresses
from goodnews.consents.models import ConsentRecord
from goodnews.consents.services import name_person, remove_pictures
from goodnews.images.models import SiteImage
from goodnews.sharing.services import remove_cards
from goodnews.workflows.services import end_publication, redact_revisions, silence_in_bodies

from .consent import missing_consents
from .models import ExemplarPage, Picture
from .pictures import forget_in_content, picture_ids

logger = logging.getLogger("goodnews.exemplars")


@transaction.atomic
def take_down_profiles(*, record: ConsentRecord, now: datetime) -> int:
    """Take down the profiles that stood on a consent now withdrawn, in every language.

    Their addresses answer "gone", and the pictures that showed the person there
    are removed from the whole site. A profile that another consent still covers
    stays.

    Returns:
        How many pages were taken down.

    Source:
        Law 91/2025/QH15, article 10 (withdrawal of consent).
    """
    profiles = uncovered_profiles(record=record, purpose=Purpose.PROFILE)
    public = [page for page in profiles if page.live or page.approved_schedule]
    for page in public:
        end_publication(page=page, reason=_("A consent was withdrawn."), now=now)
        logger.info(
            "profile taken down",
            extra={"event": "exemplar.taken_down", "page": page.pk, "consent": record.pk},
        )
    close_addresses(pages=profiles, record=record, now=now)
    remove_pictures(images=images_of(profiles), now=now)
    return len(public)


@transaction.atomic
def take_down_portraits(*, record: ConsentRecord, now: datetime) -> int:
    """Remove the pictures of a profile that stood on a consent now withdrawn; the text stays.

    Returns:
        How many pictures were removed.
    """
    profiles = uncovered_profiles(record=record, purpose=Purpose.IMAGE)
    return remove_pictures(images=images_of(profiles), now=now)


def name_people_in_pictures(*, page: ExemplarPage) -> None:
    """Record that whom a profile is about can be recognised in its pictures.

    Once for each picture: who it is does not change with a title, nor with a language.
    """
    images = SiteImage.objects.filter(pk__in=picture_ids(page), withdrawn_at__isnull=True)
    for image in images.exclude(people__subject_key=page.translation_key):
        name_person(
            image=image, subject_key=page.translation_key, name=page.title, age_band=page.age_band
        )


@transaction.atomic
def leave_profiles(*, image: SiteImage, now: datetime) -> None:
    """Take a picture out of every profile, as readers see it and as editors kept it."""
    with_portrait = ExemplarPage.objects.filter(portrait=image)
    shown = set(with_portrait.values_list("pk", flat=True))
    with_portrait.update(portrait=None, portrait_alt="")
    in_album = Picture.objects.filter(image=image)
    shown |= set(in_album.values_list("exemplar", flat=True))
    in_album.delete()
    shown |= silence_in_bodies(model=ExemplarPage, number=image.pk)
    redact_revisions(
        model=ExemplarPage,
        page_ids=shown,
        number=image.pk,
        redact=partial(forget_in_content, number=image.pk),
    )
    for page in ExemplarPage.objects.filter(pk__in=shown):
        index.insert_or_update_object(page)
        transaction.on_commit(partial(remove_cards, page_id=page.pk), robust=True)


def images_of(profiles: list[ExemplarPage]) -> list[SiteImage]:
    """Return the pictures of the person, of what is public and of what is only a draft."""
    ids = set()
    for page in profiles:
        ids |= picture_ids(page)
        if page.latest_revision_id:
            ids |= picture_ids(page.get_latest_revision_as_object())
    return list(SiteImage.objects.filter(pk__in=ids, withdrawn_at__isnull=True))


def uncovered_profiles(*, record: ConsentRecord, purpose: str) -> list[ExemplarPage]:
    """Return the profiles of whom ``record`` is about, in every language.

    None where another consent in force covers the person, at the age that the
    profile says.
    """
    profiles = list(ExemplarPage.objects.filter(translation_key=record.subject_key))
    is_uncovered = any(
        missing_consents(
            subject_key=record.subject_key,
            age_band=page.present_age_band or record.age_band,
            purpose=purpose,
        )
        for page in profiles
    )
    return profiles if is_uncovered else []
