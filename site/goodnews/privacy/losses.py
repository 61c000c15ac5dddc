"""What goes with a consent, as far as it can be told before: read by whoever withdraws it.

What another consent covers stays; that is decided when the consent is withdrawn.
"""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Page

from exemplars.models import ExemplarPage
from exemplars.services import images_of
from goodnews.consents.choices import Purpose
from goodnews.consents.models import ConsentRecord, PersonInPicture
from goodnews.images.models import SiteImage
from goodnews.search.namesakes import stories_found
from news.models import StoryPage
from news.withdrawals import known_stories, names_of, pictures_showing, stories_naming


@dataclass(frozen=True)
class Loss:
    """What a withdrawal takes down.

    Attributes:
        pages: the public pages; they can be published again with a new consent.
        pictures: deleted for good.
    """

    pages: list[Page]
    pictures: list[SiteImage]


def loss_by(record: ConsentRecord, *, now: datetime) -> Loss:
    """Return what stands on ``record``."""
    profiles, stories = [], []
    if record.purpose in (Purpose.PROFILE, Purpose.IMAGE):
        profiles = list(ExemplarPage.objects.filter(translation_key=record.subject_key))
    names = names_of(record, profiles)
    if record.purpose == Purpose.STORY:
        stories = list(StoryPage.objects.filter(translation_key=record.subject_key))
    elif record.purpose == Purpose.PROFILE and profiles:
        found = {page.pk: page for page in known_stories(profiles, now=now)}
        found |= {page.pk: page for page in stories_found(record.subject_name)}
        stories = stories_naming(names, stories=found.values(), profiles=profiles)
    pages = [*stories, *([] if record.purpose == Purpose.IMAGE else profiles)]
    pictures = [*images_of(profiles), *_recorded(record)]
    for story in stories:
        pictures += pictures_showing(story, names)
    return Loss(
        pages=[page for page in pages if page.live or page.approved_schedule],
        pictures=list({picture.pk: picture for picture in pictures}.values()),
    )


def _recorded(record: ConsentRecord) -> list[SiteImage]:
    """Return the pictures of which somebody recorded that the person is in them."""
    person = {"subject_key": record.subject_key, "name": record.subject_name}
    rows = PersonInPicture.objects.of_subject(**person).select_related("image")
    return [row.image for row in rows]
