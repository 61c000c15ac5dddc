"""The tabs of the campaign page: calendar, list, units. Reads only."""

from datetime import date

from django.core.paginator import Paginator

from .calendar import campaign_month, last_due_day, month_calendar, story_links, story_row
from .choices import SlotKind
from .forms import CampaignQueryForm

STORIES_PER_PAGE = 20
# More on one day than anybody reads in a list; the archive of stories has them all.
STORIES_PER_DAY = 60


def tab_context(campaign, *, form: CampaignQueryForm, today: date) -> dict:
    """Return the context of the tab that ``form`` asks for; the calendar without one."""
    tab = form.chosen("xem") or "lich"
    if tab == "danh-sach":
        context = list_tab(campaign, number=form.chosen("page") or 1)
    elif tab == "don-vi":
        context = units_tab(campaign)
    else:
        context = calendar_tab(
            campaign,
            month=form.chosen("thang"),
            day=form.chosen("ngay"),
            today=today,
        )
    return {"tab": tab, "tabs": CampaignQueryForm.TABS, **context}


def calendar_tab(campaign, *, month: date | None, day: date | None, today: date) -> dict:
    """Return the month asked for and the stories of the day asked for.

    Without a day it is the last lit one of the month.
    """
    first = campaign_month(campaign, month or day or today)
    calendar = month_calendar(campaign=campaign, year=first.year, month=first.month, today=today)
    if day is None or day.replace(day=1) != first:
        day = calendar.latest_lit_day(today) or _default_day(campaign, first, today)
    return {
        "calendar": calendar,
        "chosen_day": day,
        "day_entries": day_entries(campaign, day),
    }


def _default_day(campaign, first: date, today: date) -> date:
    due = last_due_day(campaign, today)
    if due.replace(day=1) == first:
        return due
    return max(first, campaign.starts_on)


def day_entries(campaign, day: date) -> list[dict]:
    """Return the stories listed under ``day``, the one that fills it first."""
    found = campaign.visible_entries.listed_between(day, day).select_related("page__locale", "unit")
    return linked(campaign, found[:STORIES_PER_DAY])


def list_tab(campaign, *, number: int) -> dict:
    """Return one page of everything that counts, newest first."""
    found = campaign.visible_entries.newest_first().select_related("page__locale", "unit")
    page = Paginator(found, STORIES_PER_PAGE).get_page(number)
    return {
        "pager": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "entries": linked(campaign, page.object_list),
    }


def units_tab(campaign) -> dict:
    """Return the units with their counts and the length of their bars, from 1 to 100."""
    rows = list(campaign.visible_entries.counts_by_unit())
    most = max((row["total"] for row in rows), default=1)
    for row in rows:
        row["bar"] = max(row["total"] * 100 // most, 1)
    return {"unit_rows": rows}


def linked(campaign, entries) -> list[dict]:
    """Return entries with their story's title and address in the campaign's language."""
    entries = list(entries)
    links = story_links(campaign, [story_row(entry.page) for entry in entries])
    return [
        {
            "entry": entry,
            "link": links[entry.page_id],
            "is_week": entry.kind == SlotKind.WEEK,
            "fills_slot": entry.slot_on is not None,
        }
        for entry in entries
    ]
