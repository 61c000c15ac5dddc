"""A withdrawn consent acts in the stories: what they tell, and what they show."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.search import index

from exemplars.models import ChosenStory
from exemplars.services import uncovered_profiles
from goodnews.consents.choices import Purpose
from goodnews.consents.gone import close_addresses
from goodnews.consents.models import ConsentRecord, PersonInPicture
from goodnews.consents.names import names_in, same_name
from goodnews.consents.pictures import is_covered
from goodnews.consents.services import remove_pictures
from goodnews.core.picture_values import silence_in_text
from goodnews.images.models import SiteImage
from goodnews.sharing.services import remove_cards
from goodnews.workflows.notices import tell_taken_down
from goodnews.workflows.services import end_publication, redact_revisions, silence_in_bodies

from .consent import picture_ids, records_of, still_missing, text_of
from .evidence import pictures_of
from .models import StoryExemplar, StoryPage

logger = logging.getLogger("goodnews.news")

# The search index may not know yet what was published lately: its worker may be late.
LATELY = timedelta(days=3)


@transaction.atomic
def take_down_stories(*, record: ConsentRecord, now: datetime) -> int:
    """Take down the stories that stood on ``record``; its key is their translation key.

    Their addresses answer "gone", and the pictures in which the person is said
    to be are removed. A story stays where another consent still covers the
    same person.

    Returns:
        How many stories were taken down.

    Source:
        Law 91/2025/QH15, article 10 (withdrawal of consent).
    """
    others = records_of(record.subject_key)[same_name(record.subject_name)]
    if not still_missing(others, record.age_band):
        return 0
    stories = list(StoryPage.objects.filter(translation_key=record.subject_key))
    return _take_down(stories, names=[record.subject_name], record=record, now=now)


def take_down_stories_about(*, record: ConsentRecord, now: datetime) -> int:
    """Take down the public stories that name somebody whose profile was withdrawn.

    Those linked with the profile, and those published lately; the search room
    finds the older ones.

    Returns:
        How many stories were taken down.
    """
    profiles = uncovered_profiles(record=record, purpose=Purpose.PROFILE)
    if not profiles:
        return 0
    return take_down_naming(stories=known_stories(profiles, now=now), record=record, now=now)


def known_stories(profiles, *, now: datetime):
    """Return the public stories that may name whom ``profiles`` are about, as far as is known here."""
    known = Q(translation_key__in=_linked_with(profiles))
    return _public().filter(Q(last_published_at__gte=now - LATELY) | known)


@transaction.atomic
def take_down_naming(*, stories: Iterable[StoryPage], record: ConsentRecord, now: datetime) -> int:
    """Take down those of ``stories`` whose words name the person of a withdrawn profile.

    A story that is not linked with the profile stays where somebody of this
    name agreed to the story itself: as far as anybody knows, somebody else.

    Returns:
        How many stories were taken down.
    """
    profiles = uncovered_profiles(record=record, purpose=Purpose.PROFILE)
    if not profiles:
        return 0
    names = names_of(record, profiles)
    naming = stories_naming(names, stories=stories, profiles=profiles)
    return _take_down(naming, names=names, record=record, now=now)


def names_of(record: ConsentRecord, profiles) -> set[str]:
    """Return the names under which somebody stands in a story."""
    return {record.subject_name, *(page.title for page in profiles)}


def stories_naming(
    names: Iterable[str], *, stories: Iterable[StoryPage], profiles
) -> list[StoryPage]:
    """Return those of ``stories`` that name the person of ``profiles`` without a consent of their own."""
    linked = _linked_with(profiles)
    return [
        story
        for story in stories
        if (found := names_in(text_of(story), names))
        and (story.translation_key in linked or not _agreed_themselves(story, found))
    ]


def _linked_with(profiles) -> set:
    """Return the keys of the stories of which somebody said that they are about the person."""
    links = StoryExemplar.objects.filter(exemplar__in=profiles)
    chosen = ChosenStory.objects.filter(exemplar__in=profiles)
    return {
        *links.values_list("story__translation_key", flat=True),
        *chosen.values_list("story__translation_key", flat=True),
    }


def _agreed_themselves(story: StoryPage, names: Iterable[str]) -> bool:
    return any(
        is_covered(subject_key=story.translation_key, name=name, purpose=Purpose.STORY)
        for name in names
    )


def _public():
    scheduled = Q(pk__in=StoryPage.objects.filter(_revisions__approved_go_live_at__isnull=False))
    return StoryPage.objects.filter(Q(live=True) | scheduled)


def _take_down(
    stories: list[StoryPage], *, names: Iterable[str], record: ConsentRecord, now: datetime
) -> int:
    public = [story for story in stories if story.live or story.approved_schedule]
    for story in public:
        end_publication(page=story, reason=_("A consent was withdrawn."), now=now)
        tell_taken_down(story)
        logger.info(
            "story taken down",
            extra={"event": "news.taken_down", "page": story.pk, "consent": record.pk},
        )
    close_addresses(pages=stories, record=record, now=now)
    for story in stories:
        if not _agreed_to_pictures(story, names):
            remove_pictures(images=pictures_showing(story, names), now=now)
    return len(public)


def _agreed_to_pictures(story: StoryPage, names: Iterable[str]) -> bool:
    return any(
        is_covered(subject_key=story.translation_key, name=name, purpose=Purpose.IMAGE)
        for name in names
    )


def pictures_showing(story: StoryPage, names: Iterable[str]) -> list[SiteImage]:
    """Return the pictures of ``story`` of which anything says that one of ``names`` is in them.

    Who is in a picture may stand in its own record, in its caption, or in its
    text alternative; in what is public, and in what editors wrote since.
    """
    said: dict[int, str] = {}
    for version in (story, story.get_latest_revision_as_object()):
        for pk in picture_ids(version):
            said.setdefault(pk, "")
        if version.cover_id:
            said[version.cover_id] += f"\n{version.cover_alt_text}\n{version.cover_caption}"
        for value in pictures_of(version.body):
            if image := value.get("image"):
                said[image.pk] += f"\n{value.alt}\n{value.get('caption')}"
    recorded = set(
        PersonInPicture.objects.filter(
            image__in=said, folded_name__in=[same_name(name) for name in names]
        ).values_list("image", flat=True)
    )
    images = SiteImage.objects.filter(pk__in=said, withdrawn_at__isnull=True)
    return [
        image
        for image in images
        if image.pk in recorded
        or names_in(f"{said[image.pk]}\n{image.alt_text}\n{image.people_note}", names)
    ]


@transaction.atomic
def leave_stories(*, image: SiteImage, now: datetime) -> None:
    """Take a picture out of every story; a neutral line stands in its place in the text."""
    with_cover = StoryPage.objects.filter(cover=image)
    covered = set(with_cover.values_list("pk", flat=True))
    with_cover.update(cover=None, cover_alt_text="", cover_caption="")
    shown = covered | silence_in_bodies(model=StoryPage, number=image.pk)
    redact_revisions(
        model=StoryPage,
        page_ids=shown,
        number=image.pk,
        redact=partial(forget_in_content, number=image.pk),
    )
    for story in StoryPage.objects.filter(pk__in=shown):
        # At once: a worker that is late would leave the caption among what is searched.
        index.insert_or_update_object(story)
    for pk in covered:
        transaction.on_commit(partial(remove_cards, page_id=pk), robust=True)


def forget_in_content(content: dict, *, number: int) -> bool:
    """Take a picture out of what a revision holds; tell whether it was there."""
    found = False
    if content.get("cover") == number:
        content |= {"cover": None, "cover_alt_text": "", "cover_caption": ""}
        found = True
    text = silence_in_text(content.get("body", ""), number)
    if text is not None:
        content["body"] = text
        found = True
    return found
