"""Public addresses of a campaign that are no pages."""

from datetime import UTC, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from goodnews.core.visibility import unrestricted

from .calendar import story_links, story_row
from .choices import SlotKind
from .ics import AllDayEvent, render_calendar
from .models import CampaignPage

# Two years of days and weeks: a campaign's whole life, and a bound for the file.
MOST_EVENTS = 900


@require_safe
@cache_control(public=True, max_age=60)
def campaign_feed(request, slug: str) -> HttpResponse:
    """Answer with the campaign's lit days and weeks as an .ics file."""
    public = CampaignPage.objects.live().filter(unrestricted()).in_language(get_language() or "vi")
    campaign = get_object_or_404(public, slug=slug)
    entries = list(
        campaign.visible_entries.with_slot()
        .select_related("page__locale")
        .order_by("-slot_on", "-pk")[:MOST_EVENTS]
    )
    links = story_links(campaign, [story_row(entry.page) for entry in entries])
    events = [_event(entry, links[entry.page_id], request) for entry in entries]
    text = render_calendar(
        name=campaign.title, events=events, product="-//goodnews//campaign calendar//VI"
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{campaign.slug}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _event(entry, link, request) -> AllDayEvent:
    is_week = entry.kind == SlotKind.WEEK
    title = _("Beautiful story: %(title)s") % {"title": link.title} if is_week else link.title
    return AllDayEvent(
        uid=f"campaign-entry-{entry.pk}@{request.get_host().partition(':')[0]}",
        first=entry.slot_on,
        last=entry.slot_on + timedelta(days=6 if is_week else 0),
        title=title,
        url=request.build_absolute_uri(link.url),
        stamp=entry.entered_at.astimezone(UTC),
    )
