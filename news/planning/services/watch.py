"""Watching over the calendar: no day stays empty while the reserve has a story."""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from wagtail.log_actions import log

from campaigns.choices import SlotKind
from goodnews.core.days import local_day
from goodnews.workflows.errors import PublicationRefusedError
from goodnews.workflows.notices import tell_published
from news.models import StoryPage
from news.planning import notices
from news.planning.choices import NoticeKind
from news.planning.coverage import (
    OpenSlot,
    open_slots,
    running_campaigns,
    slots_ahead,
    slots_due,
)
from news.planning.models import PlanSettings, ReservedStory, SlotNotice

from .hours import opening_of

logger = logging.getLogger("goodnews.planning")

AHEAD = ((1, NoticeKind.ONE_DAY), (2, NoticeKind.TWO_DAYS))


@dataclass
class WatchRun:
    """What one run did, or would do."""

    filled: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def watch_slots(*, now: datetime, dry_run: bool = False) -> WatchRun:
    """Fill empty slots from the reserve and warn of those that the reserve cannot fill.

    Nothing happens before the hour that the editors set. Many runs at the
    same moment do everything once: a run holds the campaign while it looks
    and publishes, and a notice is unique in the database. What fails stops
    nothing else.
    """
    run = WatchRun()
    today = local_day(now)
    if now < opening_of(today):
        return run
    week_ends_on = PlanSettings.load().week_ends_on
    for campaign in running_campaigns(today, today + timedelta(days=2)):
        taken = {SlotKind.DAY: 0, SlotKind.WEEK: 0}
        due = slots_due(campaign, today, week_ends_on=week_ends_on)
        for slot in open_slots(campaign, due, now=now):
            taken[slot.kind] += _fill(slot, run, now=now, dry_run=dry_run)
        # What the dry run would have published is still in the reserve.
        left = {kind: _count(kind) - taken[kind] * dry_run for kind in taken}
        for days, notice in AHEAD:
            ahead = slots_ahead(campaign, today + timedelta(days=days), week_ends_on=week_ends_on)
            for slot in open_slots(campaign, ahead, now=now):
                left[slot.kind] -= 1
                if left[slot.kind] < 0:
                    _warn(slot, notice, run, now=now, dry_run=dry_run)
    return run


def _reserve(kind: str):
    return ReservedStory.objects.ready().without_day().of_slot(kind)


def _count(kind: str) -> int:
    return _reserve(kind).count()


def _name(slot: OpenSlot) -> str:
    return f"{slot.slot_on:%Y-%m-%d} ({slot.kind})"


def _fill(slot: OpenSlot, run: WatchRun, *, now: datetime, dry_run: bool) -> bool:
    """Publish the oldest fitting story that can be published; tell whether one was."""
    try:
        with transaction.atomic():
            # Whoever comes second waits here, and then finds the slot filled. All campaigns in
            # one order, as a story that is published will ask for them.
            today = local_day(now)
            running = running_campaigns(today, today).order_by("pk")
            list(running.select_for_update(of=("self",), no_key=True))
            if not open_slots(slot.campaign, [(slot.kind, slot.slot_on)], now=now):
                return False
            for reserved in _reserve(slot.kind).oldest_first().select_related("page"):
                if dry_run:
                    run.filled.append(f"{_name(slot)}: {reserved.page.draft_title}")
                    return True
                if _publish(reserved, slot, run, now=now):
                    return True
    except Exception:
        logger.exception("Slot not filled", extra={"event": "planning.fill_failed"})
        run.failed.append(_name(slot))
    return False


def _publish(reserved: ReservedStory, slot: OpenSlot, run: WatchRun, *, now: datetime) -> bool:
    """Publish one story of the reserve; its failure undoes only itself."""
    title = reserved.page.draft_title
    try:
        with transaction.atomic():
            revision = reserved.revision
            revision.publish(log_action=False)
            log(
                instance=revision.content_object,
                action="planning.filled",
                revision=revision,
                data={"slot_on": slot.slot_on.isoformat(), "kind": str(slot.kind)},
            )
            SlotNotice.objects.update_or_create(
                campaign=slot.campaign,
                slot_kind=slot.kind,
                slot_on=slot.slot_on,
                notice=NoticeKind.FILLED,
                defaults={"page_id": reserved.page_id, "noted_at": now},
            )
            tell_published(revision)
            page = StoryPage.objects.get(pk=reserved.page_id)
            notices.tell_filled(slot, page=page, left=_count(slot.kind))
    except PublicationRefusedError as refusal:
        _record_fault(reserved, " ".join(refusal.messages))
    except Exception as error:
        logger.exception("Reserve story failed", extra={"event": "planning.publish_failed"})
        _record_fault(reserved, f"{type(error).__name__}: {error}")
    else:
        run.filled.append(f"{_name(slot)}: {title}")
        return True
    run.failed.append(f"{_name(slot)}: {title}")
    return False


def _record_fault(reserved: ReservedStory, fault: str) -> None:
    """Keep why the story stayed in the reserve; the editors are told when it is new."""
    is_new = ReservedStory.objects.filter(pk=reserved.pk).exclude(fault=fault).update(fault=fault)
    if is_new:
        notices.tell_fault(reserved.page, fault)


def _warn(
    slot: OpenSlot, notice: NoticeKind, run: WatchRun, *, now: datetime, dry_run: bool
) -> None:
    """Tell the editors once that ``slot`` will stay empty."""
    key = {
        "campaign": slot.campaign,
        "slot_kind": slot.kind,
        "slot_on": slot.slot_on,
        "notice": notice,
    }
    try:
        if dry_run:
            is_new = not SlotNotice.objects.filter(**key).exists()
        else:
            with transaction.atomic():
                _row, is_new = SlotNotice.objects.get_or_create(**key, defaults={"noted_at": now})
                if is_new:
                    notices.tell_empty(slot, due_on=_due_on(notice, now))
    except Exception:
        logger.exception("Warning not sent", extra={"event": "planning.warning_failed"})
        run.failed.append(_name(slot))
        return
    if is_new:
        run.warned.append(f"{_name(slot)}: {notice.value}")


def _due_on(notice: NoticeKind, now: datetime) -> date:
    days = {kind: count for count, kind in AHEAD}[notice]
    return local_day(now) + timedelta(days=days)
