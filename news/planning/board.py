"""The plan as the editors see it: month or week, slot by slot. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count, Q, Window
from django.utils import timezone

from campaigns import slots
from campaigns.choices import SlotKind
from campaigns.models import CampaignPage
from goodnews.core.days import local_day

from .choices import STATE_SIGNS, STATE_WORDS, SlotState
from .coverage import TimedStory, timed_stories
from .models import PlanItem, ReservedStory
from .services.hours import opening_of

RESERVE_SHOWN = 30
OVERDUE_SHOWN = 20


@dataclass(frozen=True)
class Slot:
    """One day or week of the plan, ready to print."""

    kind: str
    slot_on: date
    state: SlotState
    title: str = ""
    page_id: int | None = None
    item: PlanItem | None = None
    # When it goes live by itself.
    at: datetime | None = None
    is_today: bool = False
    # The first day on which something can be planned here.
    opens_on: date | None = None

    @property
    def word(self):
        """The state in a word."""
        return STATE_WORDS[self.state]

    @property
    def sign(self) -> str:
        """The state's shape."""
        return STATE_SIGNS[self.state]

    @property
    def is_movable(self) -> bool:
        """True where there is a plan and its story is not public yet."""
        return self.item is not None and (self.state != SlotState.FILLED or self.is_pushed_out)

    @property
    def is_pushed_out(self) -> bool:
        """True where another story is published, or has its hour, in the place of the plan."""
        if self.item is None:
            return False
        if self.state == SlotState.READY:
            return self.item.page_id != self.page_id
        is_filled = self.state == SlotState.FILLED
        return is_filled and self.item.page_id is not None and not self.item.page.live

    @property
    def takes_a_plan(self) -> bool:
        """True where something can still be planned."""
        return self.state in (SlotState.EMPTY, SlotState.DUE)

    @property
    def is_target(self) -> bool:
        """True where something may be dropped; a story of the plan changes places."""
        if self.state == SlotState.READY:
            return self.item is not None and not self.is_pushed_out
        return self.state not in (SlotState.FILLED, SlotState.GAP, SlotState.OUTSIDE)


@dataclass(frozen=True)
class Week:
    """One row: the week's own slot and its days; None for a day that is not shown."""

    number: int
    monday: date
    slot: Slot
    days: list[Slot | None]


@dataclass(frozen=True)
class Board:
    """What the calendar shows between two days."""

    first: date
    last: date
    weeks: list[Week]

    def slots(self) -> list[Slot]:
        """Return every slot that is shown, weeks first."""
        days = [day for week in self.weeks for day in week.days if day]
        return [*(week.slot for week in self.weeks), *days]

    def gaps(self) -> list[Slot]:
        """Return the days that stayed empty or are empty, today included, up to today."""
        return [slot for slot in self.slots() if slot.state in (SlotState.GAP, SlotState.DUE)]


def month_board(campaign: CampaignPage, first: date, *, now: datetime) -> Board:
    """Return the month of ``first``; None stands for another month's days."""
    grid = slots.month_grid(first.year, first.month)
    return _board(campaign, grid, now=now)


def week_board(campaign: CampaignPage, day: date, *, now: datetime) -> Board:
    """Return the week of ``day``."""
    monday = slots.week_start(day)
    return _board(campaign, [[monday + slots.ONE_DAY * n for n in range(7)]], now=now)


def days_board(campaign: CampaignPage, first: date, last: date, *, now: datetime) -> Board:
    """Return the days from ``first`` to ``last`` in rows of weeks."""
    days = [first + slots.ONE_DAY * n for n in range((last - first).days + 1)]
    rows = [list(row) for _monday, row in groupby(days, key=slots.week_start)]
    return _board(campaign, rows, now=now)


def _board(campaign: CampaignPage, grid: list[list[date | None]], *, now: datetime) -> Board:
    days = [day for row in grid for day in row if day]
    first, last = min(days), max(days)
    make = SlotMaker(campaign, first, last, now=now)
    weeks = []
    for row in grid:
        monday = slots.week_start(next(day for day in row if day))
        weeks.append(
            Week(
                number=slots.week_number(monday)[1],
                monday=monday,
                slot=make.slot(SlotKind.WEEK, monday),
                days=[make.slot(SlotKind.DAY, day) if day else None for day in row],
            )
        )
    return Board(first=first, last=last, weeks=weeks)


class SlotMaker:
    """Reads a span of the plan once, and answers for each slot of it."""

    def __init__(self, campaign: CampaignPage, first: date, last: date, *, now: datetime):
        self.campaign = campaign
        self.today = local_day(now)
        rows = campaign.visible_entries.filling(first, last).values_list(
            "kind", "slot_on", "page_id", "page__title"
        )
        self.filled = {(kind, slot_on): (pk, title) for kind, slot_on, pk, title in rows}
        items = PlanItem.objects.filter(campaign=campaign).filling(first, last).with_names()
        self.items = {(item.kind, item.slot_on): item for item in items}
        timed = timed_stories(slots.week_start(first), last + slots.ONE_WEEK, now=now)
        self.timed: dict[tuple, TimedStory] = {}
        for story in timed:
            self.timed.setdefault((story.kind, story.slot_on), story)

    def slot(self, kind: str, slot_on: date) -> Slot:
        """Return how a slot stands."""
        key = (kind, slot_on)
        item, timed = self.items.get(key), self.timed.get(key)
        base = {
            "kind": kind,
            "slot_on": slot_on,
            "is_today": self._is_present(kind, slot_on),
            "opens_on": max(slot_on, self.today, self.campaign.starts_on),
        }
        if key in self.filled:
            page_id, title = self.filled[key]
            return Slot(**base, state=SlotState.FILLED, title=title, page_id=page_id, item=item)
        if timed is not None:
            return Slot(
                **base,
                state=SlotState.READY,
                title=timed.title,
                page_id=timed.page_id,
                item=item,
                at=timed.at,
            )
        state = self._plain_state(kind, slot_on)
        if item is not None and state in (SlotState.EMPTY, SlotState.DUE):
            state = SlotState.PLANNED if item.page_id else SlotState.ASSIGNED
        title = item.title if item else ""
        return Slot(**base, state=state, title=title, page_id=item and item.page_id, item=item)

    def _is_present(self, kind: str, slot_on: date) -> bool:
        present = self.today if kind == SlotKind.DAY else slots.week_start(self.today)
        return slot_on == present

    def _plain_state(self, kind: str, slot_on: date) -> SlotState:
        state_of = slots.day_state if kind == SlotKind.DAY else slots.week_state
        state = state_of(
            slot_on,
            is_lit=False,
            today=self.today,
            starts_on=self.campaign.starts_on,
            ends_on=self.campaign.ends_on,
        )
        return {
            slots.DayState.OUTSIDE: SlotState.OUTSIDE,
            slots.DayState.GAP: SlotState.GAP,
            slots.DayState.OPEN: SlotState.DUE,
        }.get(state, SlotState.EMPTY)


@dataclass(frozen=True)
class Reserve:
    """The approved stories without a day, oldest first, and how many there are of each kind."""

    stories: list[ReservedStory]
    count: int


def reserve_list() -> Reserve:
    """Return the reserve beside the calendar."""
    found = ReservedStory.objects.ready().without_day()
    rows = list(
        found.select_related("page__unit")
        .defer("page__body", "page__unit__folded_name")
        .annotate(all_count=Window(Count("pk")))
        .oldest_first()[:RESERVE_SHOWN]
    )
    return Reserve(stories=rows, count=rows[0].all_count if rows else 0)


def reserve_count() -> int:
    """Return how many stories the reserve holds."""
    return ReservedStory.objects.ready().without_day().count()


def overdue_items(campaign: CampaignPage, *, today: date) -> list[PlanItem]:
    """Return what was planned for a day that is over and never became public."""
    items = PlanItem.objects.filter(campaign=campaign).overdue_on(today)
    waits = items.filter(Q(page__isnull=False) | Q(planned_on__gte=today - slots.ONE_WEEK))
    return list(waits.with_names()[:OVERDUE_SHOWN])


def present_hour(now: datetime) -> datetime:
    """Return today's hour of publication in local time."""
    return timezone.localtime(opening_of(local_day(now)), timezone.get_default_timezone())
