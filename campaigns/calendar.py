"""The sunny calendar (Lịch nắng) as a page shows it: made ready here, only printed by templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wagtail.models import Page

from goodnews.core.addresses import page_address
from goodnews.core.visibility import unrestricted

from . import slots
from .choices import SlotKind
from .querysets import TOTALS
from .slots import DayState, Promise

HOLDER_FIELDS = ("pk", "kind", "slot_on", "published_on", "page_id")
# Read as plain values: the front page has a few milliseconds for all of this.
STORY_FIELDS = (
    "page_id",
    "page__title",
    "page__url_path",
    "page__translation_key",
    "page__locale_id",
    "page__locale__language_code",
)
KEY, LOCALE_ID = 3, 4


@dataclass(frozen=True)
class Holder:
    """An entry that fills a day or a week."""

    entry_id: int
    kind: str
    slot_on: date
    published_on: date
    page_id: int

    @property
    def ring_on(self) -> date:
        """The day that a week's story rings: its own, or the Monday of the week it was given."""
        in_its_week = slots.week_start(self.published_on) == self.slot_on
        return self.published_on if in_its_week else self.slot_on


@dataclass(frozen=True)
class StoryLink:
    """A story as the calendar names it: title and address in the reader's language."""

    title: str
    url: str


@dataclass(frozen=True)
class CalendarDay:
    """One square: its state, how much good news it has, the first title, where it leads."""

    day: date
    state: DayState
    is_today: bool = False
    count: int = 0
    title: str = ""
    url: str = ""
    # The beautiful story that puts a ring round this day.
    ring: StoryLink | None = None
    # The entry that fills the day, for editors.
    entry_id: int | None = None


@dataclass(frozen=True)
class CalendarWeek:
    """One row, Monday first; None stands for a day of another month."""

    number: int
    days: list[CalendarDay | None]
    story: StoryLink | None
    state: DayState


@dataclass(frozen=True)
class CalendarMonth:
    """One month of a campaign."""

    first: date
    weeks: list[CalendarWeek]
    promise: Promise
    previous: date | None
    next: date | None

    def latest_lit_day(self, today: date) -> date | None:
        """Return the last lit day of the month up to ``today``."""
        squares = [square for week in self.weeks for square in week.days if square]
        lit = [sq.day for sq in squares if sq.state == DayState.LIT and sq.day <= today]
        return max(lit, default=None)

    @property
    def key(self) -> str:
        """The month as query strings write it: 2026-11."""
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class CampaignFigures:
    """What has been achieved so far."""

    days: Promise
    weeks: Promise
    good_news: int
    beautiful_stories: int
    units: int


def month_calendar(*, campaign, year: int, month: int, today: date) -> CalendarMonth:
    """Return a month of ``campaign``, ready to print, in two queries, or three if translated.

    Ask for ``campaign`` with its locale, or that is one more.

    Args:
        today: the local day; the view says it, so that tests need no clock.
    """
    first, last = date(year, month, 1), slots.month_end(year, month)
    entries = campaign.visible_entries
    rows = list(entries.filling(first, last).values_list(*HOLDER_FIELDS, *STORY_FIELDS))
    holders = [Holder(*row[: len(HOLDER_FIELDS)]) for row in rows]
    counts = entries.count_by_day(first, last)
    links = story_links(campaign, [row[len(HOLDER_FIELDS) :] for row in rows])
    days = {e.slot_on: e for e in holders if e.kind == SlotKind.DAY}
    stories = {e.slot_on: links[e.page_id] for e in holders if e.kind == SlotKind.WEEK}
    rings = {e.ring_on: links[e.page_id] for e in holders if e.kind == SlotKind.WEEK}
    campaign_url = page_address(campaign.url_path, campaign.locale.language_code)
    span = {"today": today, "starts_on": campaign.starts_on, "ends_on": campaign.ends_on}

    def square(day: date) -> CalendarDay:
        entry, count, ring = days.get(day), counts.get(day, 0), rings.get(day)
        link = links[entry.page_id] if entry else None
        url = (link or ring).url if link or ring else ""
        if link and count > 1:
            url = f"{campaign_url}?ngay={day:%Y-%m-%d}#ngay"
        return CalendarDay(
            day=day,
            state=slots.day_state(day, is_lit=entry is not None, **span),
            is_today=day == today,
            count=count,
            title=link.title if link else "",
            url=url,
            ring=ring,
            entry_id=entry.entry_id if entry else None,
        )

    weeks = []
    for row in slots.month_grid(year, month):
        monday = slots.week_start(next(day for day in row if day))
        weeks.append(
            CalendarWeek(
                number=slots.week_number(monday)[1],
                days=[square(day) if day else None for day in row],
                story=stories.get(monday),
                state=slots.week_state(monday, is_lit=monday in stories, **span),
            )
        )
    return CalendarMonth(
        first=first,
        weeks=weeks,
        promise=slots.day_promise(
            days.keys(),
            starts_on=max(first, campaign.starts_on),
            ends_on=min(last, campaign.ends_on),
            today=today,
        ),
        previous=_neighbour(campaign, year, month, -1),
        next=_neighbour(campaign, year, month, 1),
    )


def _neighbour(campaign, year: int, month: int, by: int) -> date | None:
    """Return the first day of a neighbouring month, None where the campaign has no day in it."""
    year, month = slots.shift_month(year, month, by)
    if not date.min.year <= year <= date.max.year:
        return None
    if slots.month_end(year, month) < campaign.starts_on or date(year, month, 1) > campaign.ends_on:
        return None
    return date(year, month, 1)


def campaign_figures(*, campaign, today: date) -> CampaignFigures:
    """Return counts, kept promises and streaks of ``campaign`` up to ``today``."""
    entries = campaign.visible_entries
    filled = list(entries.with_slot().order_by().values_list("kind", "slot_on"))
    counts = entries.order_by().aggregate(**TOTALS)
    span = {"starts_on": campaign.starts_on, "ends_on": campaign.ends_on, "today": today}
    days = {slot_on for kind, slot_on in filled if kind == SlotKind.DAY}
    weeks = {slot_on for kind, slot_on in filled if kind == SlotKind.WEEK}
    return CampaignFigures(
        days=slots.day_promise(days, **span),
        weeks=slots.week_promise(weeks, **span),
        **counts,
    )


def story_row(page: Page) -> tuple:
    """Return of ``page`` what :func:`story_links` reads; ask for it with its locale."""
    return (
        page.pk,
        page.title,
        page.url_path,
        page.translation_key,
        page.locale_id,
        page.locale.language_code,
    )


def story_links(campaign, rows: Iterable[tuple]) -> dict[int, StoryLink]:
    """Return title and address of stories by page id, in the campaign's language if there.

    Args:
        rows: what ``STORY_FIELDS`` name.
    """
    rows = list(rows)
    keys = [row[KEY] for row in rows if row[LOCALE_ID] != campaign.locale_id]
    translated = {}
    if keys:
        found = Page.objects.live().filter(
            unrestricted(), translation_key__in=keys, locale_id=campaign.locale_id
        )
        translated = {
            key: StoryLink(title, page_address(path, campaign.locale.language_code))
            for key, title, path in found.values_list("translation_key", "title", "url_path")
        }
    return {
        pk: translated.get(key) or StoryLink(title, page_address(path, language))
        for pk, title, path, key, _locale_id, language in rows
    }


def campaign_month(campaign, day: date) -> date:
    """Return the first day of the month of ``day``, drawn into the campaign's time."""
    return min(max(day, campaign.starts_on), campaign.ends_on).replace(day=1)


def last_due_day(campaign, today: date) -> date:
    """Return today, or the nearest day of a campaign that is over or has not begun."""
    return min(max(today, campaign.starts_on), campaign.ends_on)
