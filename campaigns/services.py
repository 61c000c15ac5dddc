"""Writes of the calendar: a story enters, leaves or moves."""

import logging
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from goodnews.core.pagecache import purge_public_pages
from goodnews.units.models import Unit

from . import slots
from .choices import SlotKind
from .errors import SlotInFutureError, SlotOutsideCampaignError, SlotTakenError
from .models import CampaignEntry, CampaignPage

logger = logging.getLogger("goodnews.campaigns")


def slot_of(kind: str, day: date) -> date:
    """Return the slot that ``day`` belongs to: itself, or the Monday of its week."""
    return slots.week_start(day) if kind == SlotKind.WEEK else day


@transaction.atomic
def enter_page(
    *, page: Page, kind: str, published_on: date, unit: Unit | None, now: datetime
) -> list[CampaignEntry]:
    """Count a published story in every campaign that runs on its day.

    The first story of a day or week fills that slot; later ones count without
    one. Doing it again changes nothing but the unit, so a story that is
    published anew keeps the place that an editor gave it. Several stories may
    enter at the same moment: one fills the slot, none fails.

    Args:
        kind: a value of :class:`SlotKind`.
        published_on: the local day of the first publication.
        now: the moment of entering.

    Returns:
        The story's entries: none where no campaign runs on that day.
    """
    running = CampaignPage.objects.running_on(published_on)
    campaigns = _lock(running.filter(live=True, locale_id=page.locale_id))
    entries = [
        _enter(
            campaign,
            CampaignEntry(
                campaign=campaign,
                page_id=page.pk,
                kind=kind,
                unit=unit,
                published_on=published_on,
                entered_at=now,
            ),
        )
        for campaign in campaigns
    ]
    purge_public_pages()
    return entries


def _lock(campaigns) -> list[CampaignPage]:
    """Let only this transaction change the slots of ``campaigns`` until it ends.

    Without it a story could enter without a slot while another is leaving that
    slot, and the day stayed empty. The unique constraint is the second line.
    """
    return list(campaigns.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _enter(campaign: CampaignPage, wanted: CampaignEntry) -> CampaignEntry:
    """Store ``wanted`` in its slot if that is free, else without one."""
    mine = CampaignEntry.objects.filter(campaign=campaign, page_id=wanted.page_id)
    entry = mine.first()
    if entry is not None and (entry.kind, entry.published_on) == (wanted.kind, wanted.published_on):
        mine.update(unit=wanted.unit)
        entry.unit = wanted.unit
        return entry
    if entry is not None:
        # It became another kind of story, or its day was corrected: it enters afresh.
        _remove(entry)
    # ON CONFLICT DO NOTHING: whoever comes second fails nobody, with or without the lock.
    for slot_on in (slot_of(wanted.kind, wanted.published_on), None):
        wanted.slot_on = slot_on
        CampaignEntry.objects.bulk_create([wanted], ignore_conflicts=True)
        entry = mine.first()
        if entry is not None:
            return entry
    raise IntegrityError("a story could enter the campaign neither with nor without a slot")


@transaction.atomic
def withdraw_page(*, page: Page) -> int:
    """Take a story that is no longer public out of its campaigns.

    The slot that becomes free goes to the next story of that day or week.

    Returns:
        How many campaigns it was in.
    """
    _lock(CampaignPage.objects.filter(entries__page_id=page.pk))
    entries = list(CampaignEntry.objects.filter(page_id=page.pk))
    for entry in entries:
        _remove(entry)
    if entries:
        purge_public_pages()
    return len(entries)


@transaction.atomic
def move_entry(*, entry: CampaignEntry, to: date | None, now: datetime) -> CampaignEntry:
    """Let a story fill another day or week, or none.

    The slot that becomes free goes to the next story that was published in it
    and fills no slot.

    Args:
        to: a day; for a beautiful story any day of the week. None takes the
            story out of the calendar; it still counts.
        now: the moment of asking: nothing fills a slot that has not begun.

    Raises:
        SlotOutsideCampaignError: ``to`` is outside the campaign.
        SlotInFutureError: the day or week has not begun.
        SlotTakenError: another story fills it.
    """
    _lock(CampaignPage.objects.filter(pk=entry.campaign_id))
    entry = CampaignEntry.objects.get(pk=entry.pk)
    slot_on = None if to is None else slot_of(entry.kind, to)
    left = entry.slot_on
    if slot_on == left:
        return entry
    if slot_on is not None:
        _check_slot(entry, slot_on, to=to, now=now)
    entry.slot_on = slot_on
    try:
        with transaction.atomic():
            entry.save(update_fields=["slot_on"])
    except IntegrityError as error:
        raise SlotTakenError(_("Another story has just taken this day or week.")) from error
    if left is not None:
        _fill_slot(entry.campaign_id, entry.kind, left, leave_out=entry.pk)
    logger.info(
        "entry moved",
        extra={"event": "campaign.entry_moved", "entry": entry.pk, "to": str(slot_on)},
    )
    return entry


def _check_slot(entry: CampaignEntry, slot_on: date, *, to: date, now: datetime) -> None:
    campaign = entry.campaign
    first = slot_of(entry.kind, campaign.starts_on)
    if not first <= slot_on <= slot_of(entry.kind, campaign.ends_on):
        raise SlotOutsideCampaignError(
            _("%(day)s is outside the campaign (%(first)s to %(last)s).")
            % {
                "day": f"{to:%d/%m/%Y}",
                "first": f"{campaign.starts_on:%d/%m/%Y}",
                "last": f"{campaign.ends_on:%d/%m/%Y}",
            }
        )
    if slot_on > timezone.localdate(now, timezone.get_default_timezone()):
        raise SlotInFutureError(
            _("%(day)s has not begun; a story can only fill a day that has come.")
            % {"day": f"{to:%d/%m/%Y}"}
        )
    holder = (
        CampaignEntry.objects.filter(
            campaign_id=entry.campaign_id, kind=entry.kind, slot_on=slot_on
        )
        .select_related("page")
        .first()
    )
    if holder is not None:
        raise SlotTakenError(
            _("“%(title)s” already fills this day or week. Move that story first.")
            % {"title": holder.page.title}
        )


def _remove(entry: CampaignEntry) -> None:
    """Delete ``entry`` and let the next story have its slot."""
    left = entry.slot_on
    entry.delete()
    if left is not None:
        _fill_slot(entry.campaign_id, entry.kind, left)


def _fill_slot(campaign_id: int, kind: str, slot_on: date, *, leave_out: int | None = None) -> None:
    """Give a free slot to the earliest story published in it that fills none.

    Args:
        leave_out: the entry that an editor has just taken out of the slot.
    """
    span = slots.ONE_WEEK if kind == SlotKind.WEEK else slots.ONE_DAY
    following = (
        CampaignEntry.objects.without_slot()
        .filter(
            campaign_id=campaign_id,
            kind=kind,
            published_on__gte=slot_on,
            published_on__lt=slot_on + span,
        )
        .exclude(pk=leave_out)
        .order_by("published_on", "entered_at", "pk")
        .first()
    )
    if following is None:
        return
    following.slot_on = slot_on
    try:
        with transaction.atomic():
            following.save(update_fields=["slot_on"])
    except IntegrityError:
        # Another story took it in the meantime, which is as good.
        logger.info("slot already taken", extra={"event": "campaign.slot_taken"})
