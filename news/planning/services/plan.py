"""Making and changing the plan."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from campaigns import slots
from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry, CampaignPage
from campaigns.services import slot_of
from goodnews.core.days import local_day
from news.models import StoryPage
from news.planning.choices import SLOT_OF_STORY
from news.planning.coverage import timed_stories
from news.planning.errors import SlotBusyError, SlotOutsideError, SlotPastError, StoryUnfitError
from news.planning.models import PlanItem

from .reserve import align_release

# A day on which nobody plans: where an item stands while two change places.
BETWEEN = date(1900, 1, 1)


@transaction.atomic
def plan_slot(
    *,
    campaign: CampaignPage,
    kind: str,
    day: date,
    now: datetime,
    page: StoryPage | None = None,
    unit=None,
    assignee=None,
    note: str = "",
) -> PlanItem:
    """Plan a story, or who will bring one, for a day or a week.

    Args:
        kind: a value of ``SlotKind``; must be that of ``page`` where there is one.
        day: the day of publication; of a week, any day.

    Raises:
        PlanError: the slot is taken, over or outside, or the story does not fit.
    """
    campaign = _lock(campaign)
    _check_day(campaign, kind, day, now=now)
    _check_free(campaign, kind, day)
    _check_hours(kind, day, now=now, pages=[page and page.pk])
    _check_story(page, kind, campaign=campaign)
    item = PlanItem(
        campaign=campaign,
        kind=kind,
        planned_on=day,
        page=page,
        unit=unit,
        assignee=assignee,
        note=note,
        changed_at=now,
    )
    _store(item)
    _align(item, now=now)
    return item


@transaction.atomic
def change_item(
    *, item: PlanItem, now: datetime, page: StoryPage | None, unit=None, assignee=None, note=""
) -> PlanItem:
    """Change what ``item`` says; its day stays.

    Raises:
        SlotBusyError: another story has its hour in this slot.
        StoryUnfitError: the story does not fit.
    """
    campaign = _lock(item.campaign)
    item = PlanItem.objects.get(pk=item.pk)
    before = item.page_id
    if page is not None and page.pk != before:
        _check_hours(item.kind, item.planned_on, now=now, pages=[before, page.pk])
        _check_story(page, item.kind, campaign=campaign, leave_out=item.pk)
    item.page, item.unit, item.assignee, item.note = page, unit, assignee, note
    item.changed_at = now
    _store(item)
    _align(item, now=now, also=[before])
    return item


@transaction.atomic
def move_item(*, item: PlanItem, to: date, now: datetime, swap: bool = False) -> PlanItem:
    """Move ``item`` to another day; where that is planned, change places if ``swap``.

    Raises:
        SlotBusyError: something is published or has its hour there, or is planned and
            ``swap`` is not wanted.
        SlotPastError: the day, or for a swap the day that ``item`` leaves, is over.
        SlotOutsideError: the day lies outside the campaign.
    """
    campaign = _lock(item.campaign)
    item = PlanItem.objects.get(pk=item.pk)
    _check_day(campaign, item.kind, to, now=now)
    if item.page_id and item.page.live:
        raise StoryUnfitError(_("“%(title)s” is public already.") % {"title": item.page.title})
    left = item.planned_on
    other = _planned_at(campaign, item.kind, to).exclude(pk=item.pk).first()
    if other is not None and not swap:
        raise SlotBusyError(
            _("“%(title)s” is planned for %(day)s. Tick “Change places” to swap the two days.")
            % {"title": other.title, "day": f"{other.planned_on:%d/%m/%Y}"}
        )
    pages = [item.page_id, other and other.page_id]
    _check_hours(item.kind, to, now=now, pages=pages)
    if other is not None:
        _check_day(campaign, item.kind, left, now=now)
        _check_hours(item.kind, left, now=now, pages=pages)
        _put(item, BETWEEN, now=now)
        _put(other, left, now=now)
    _put(item, to, now=now)
    _align(item, now=now, also=[other.page_id] if other else [])
    return item


@transaction.atomic
def remove_item(*, item: PlanItem, now: datetime) -> None:
    """Take ``item`` out of the plan; an approved story goes back to the reserve."""
    _lock(item.campaign)
    page_id = item.page_id
    PlanItem.objects.filter(pk=item.pk).delete()
    align_release(page_ids=[page_id], now=now)


def _lock(campaign: CampaignPage) -> CampaignPage:
    """Let only this transaction change the plan of ``campaign``; entries use the same lock."""
    rows = CampaignPage.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=campaign.pk)


def _store(item: PlanItem) -> None:
    item.slot_on = slot_of(item.kind, item.planned_on)
    item.clean_fields(exclude=["campaign", "page", "unit", "assignee"])
    item.validate_constraints()
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        raise SlotBusyError(_("Somebody else has just planned this day or week.")) from error


def _put(item: PlanItem, day: date, *, now: datetime) -> None:
    item.planned_on, item.changed_at = day, now
    item.save(update_fields=["planned_on", "slot_on", "changed_at"])


def _align(item: PlanItem, *, now: datetime, also=()) -> None:
    align_release(page_ids=[pk for pk in (item.page_id, *also) if pk], now=now)


def _planned_at(campaign: CampaignPage, kind: str, day: date):
    return PlanItem.objects.filter(
        campaign=campaign, kind=kind, slot_on=slot_of(kind, day)
    ).select_related("page", "unit", "assignee")


def _check_day(campaign: CampaignPage, kind: str, day: date, *, now: datetime) -> None:
    words = {
        "day": f"{day:%d/%m/%Y}",
        "first": f"{campaign.starts_on:%d/%m/%Y}",
        "last": f"{campaign.ends_on:%d/%m/%Y}",
    }
    if not campaign.starts_on <= day <= campaign.ends_on:
        raise SlotOutsideError(
            _("%(day)s is outside the campaign (%(first)s to %(last)s).") % words
        )
    if day < local_day(now):
        raise SlotPastError(_("%(day)s is over; only days to come can be planned.") % words)
    holder = (
        CampaignEntry.objects.filter(campaign=campaign, kind=kind, slot_on=slot_of(kind, day))
        .select_related("page")
        .first()
    )
    if holder is not None:
        raise SlotBusyError(
            _("“%(title)s” is already published for this day or week.")
            % {"title": holder.page.title}
        )


def _check_hours(kind: str, day: date, *, now: datetime, pages: list[int | None]) -> None:
    """Refuse a slot that an approved story fills by itself, unless it is one of ``pages``."""
    slot_on = slot_of(kind, day)
    for story in timed_stories(slot_on, slot_on + slots.ONE_WEEK, now=now):
        if (story.kind, story.slot_on) == (kind, slot_on) and story.page_id not in pages:
            raise SlotBusyError(
                _("“%(title)s” is approved and goes live by itself on %(day)s.")
                % {"title": story.title, "day": f"{local_day(story.at):%d/%m/%Y}"}
            )


def _check_free(campaign: CampaignPage, kind: str, day: date) -> None:
    other = _planned_at(campaign, kind, day).first()
    if other is not None:
        raise SlotBusyError(
            _("“%(title)s” is already planned for %(day)s. Move it first.")
            % {"title": other.title, "day": f"{other.planned_on:%d/%m/%Y}"}
        )


def _check_story(
    page: StoryPage | None, kind: str, *, campaign: CampaignPage, leave_out: int | None = None
) -> None:
    """Refuse a story of the wrong kind or language, a public one, and one that has a day."""
    if page is None:
        return
    words = {"title": page.draft_title}
    if page.live or page.published_on is not None:
        raise StoryUnfitError(_("“%(title)s” is or was public; it has its day.") % words)
    if page.locale.language_code != settings.LANGUAGE_CODE:
        raise StoryUnfitError(_("“%(title)s” is a translation; plan the original.") % words)
    if SLOT_OF_STORY[page.kind] != kind:
        sentence = (
            _("“%(title)s” is a beautiful story: plan it for a week.")
            if kind == SlotKind.DAY
            else _("“%(title)s” is good news: plan it for a day.")
        )
        raise StoryUnfitError(sentence % words)
    other = PlanItem.objects.filter(campaign=campaign, page=page).exclude(pk=leave_out).first()
    if other is not None:
        words["day"] = f"{other.planned_on:%d/%m/%Y}"
        raise StoryUnfitError(_("“%(title)s” is planned for %(day)s; move it there.") % words)
