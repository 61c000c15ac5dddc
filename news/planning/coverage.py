"""Which slots will be filled without anybody doing anything more. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision

from campaigns import slots
from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry, CampaignPage
from campaigns.services import slot_of
from news.models import StoryPage

from .choices import SLOT_OF_STORY
from .models import PlanItem

# How long after its hour a planned story may still come; after that it has failed.
GRACE = timedelta(minutes=10)


@dataclass(frozen=True)
class TimedStory:
    """An approved story with an hour of its own, by the plan or by ``go_live_at``."""

    page_id: int
    title: str
    kind: str
    at: datetime

    @property
    def slot_on(self) -> date:
        """The slot that it will fill."""
        return slot_of(self.kind, self.at.astimezone(timezone.get_default_timezone()).date())


@dataclass(frozen=True)
class OpenSlot:
    """A slot with nothing published and nothing approved in it."""

    campaign: CampaignPage
    kind: str
    slot_on: date
    item: PlanItem | None = None


def running_campaigns(first: date, last: date):
    """Return the campaigns that have a day from ``first`` to ``last``, the oldest first."""
    found = CampaignPage.objects.live().in_language(settings.LANGUAGE_CODE)
    return found.filter(starts_on__lte=last, ends_on__gte=first).order_by("starts_on", "pk")


def timed_stories(first: date, last: date, *, now: datetime) -> list[TimedStory]:
    """Return the approved stories that go live by themselves from ``first`` to ``last``.

    What should have gone live a while ago has failed, and is left out.
    """
    zone = timezone.get_default_timezone()
    timed = Revision.objects.filter(
        approved_go_live_at__gte=max(datetime.combine(first, time.min, zone), now - GRACE),
        approved_go_live_at__lte=datetime.combine(last, time.max, zone),
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
    ).annotate(page_key=Cast("object_id", BigIntegerField()))
    moment = timed.filter(page_key=OuterRef("pk")).order_by("-pk").values("approved_go_live_at")
    stories = StoryPage.objects.filter(
        pk__in=timed.values("page_key"), live=False, locale__language_code=settings.LANGUAGE_CODE
    ).annotate(goes_live_at=Subquery(moment[:1]))
    found = [
        TimedStory(pk, title, SLOT_OF_STORY[kind], at)
        for pk, title, kind, at in stories.values_list("pk", "draft_title", "kind", "goes_live_at")
    ]
    return sorted(found, key=lambda story: (story.at, story.page_id))


def open_slots(
    campaign: CampaignPage, wanted: list[tuple[str, date]], *, now: datetime
) -> list[OpenSlot]:
    """Return those of the ``wanted`` slots (kind, day of the slot) that nothing covers."""
    if not wanted:
        return []
    days = [slot_on for _kind, slot_on in wanted]
    first, last = min(days), max(days) + slots.ONE_WEEK
    entries = CampaignEntry.objects.filter(campaign=campaign, slot_on__range=(first, last))
    covered = set(entries.values_list("kind", "slot_on"))
    covered |= {(story.kind, story.slot_on) for story in timed_stories(first, last, now=now)}
    items = {
        (item.kind, item.slot_on): item
        for item in PlanItem.objects.filter(campaign=campaign).filling(first, last).with_names()
    }
    return [
        OpenSlot(campaign, kind, slot_on, items.get((kind, slot_on)))
        for kind, slot_on in wanted
        if (kind, slot_on) not in covered
    ]


def slots_due(campaign: CampaignPage, today: date, *, week_ends_on: int) -> list[tuple[str, date]]:
    """Return the slots that must not stay empty after the hour of ``today``."""
    if not campaign.starts_on <= today <= campaign.ends_on:
        return []
    due = [(SlotKind.DAY, today)]
    monday = slots.week_start(today)
    if _last_call(campaign, monday, week_ends_on) <= today:
        due.append((SlotKind.WEEK, monday))
    return due


def slots_ahead(campaign: CampaignPage, day: date, *, week_ends_on: int) -> list[tuple[str, date]]:
    """Return the slots that are due on ``day`` and not before."""
    if not campaign.starts_on <= day <= campaign.ends_on:
        return []
    ahead = [(SlotKind.DAY, day)]
    monday = slots.week_start(day)
    if _last_call(campaign, monday, week_ends_on) == day:
        ahead.append((SlotKind.WEEK, monday))
    return ahead


def _last_call(campaign: CampaignPage, monday: date, week_ends_on: int) -> date:
    """Return the day on which the week of ``monday`` must have its story.

    A campaign that begins later in the week, or ends sooner, moves it.
    """
    day = monday + timedelta(days=week_ends_on)
    return min(max(day, campaign.starts_on), campaign.ends_on)
