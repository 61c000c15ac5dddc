"""The plan as a calendar file, for whoever knows the secret address."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from campaigns.choices import SlotKind
from campaigns.ics import AllDayEvent, render_calendar
from goodnews.core.days import local_day
from goodnews.core.never_kept import unseen

from .coverage import TimedStory, timed_stories
from .models import FeedKey, PlanItem
from .services.feed import digest_of

DAYS_BACK, DAYS_AHEAD = timedelta(days=31), timedelta(days=366)
MOST_EVENTS = 900


@require_safe
def plan_feed(request, token: str) -> HttpResponse:
    """Answer with the plan, if ``token`` is the key of somebody who may see it."""
    key = FeedKey.objects.select_related("user").filter(digest=digest_of(token)).first()
    policy = policy_registry.get_by_type(PlanItem)
    if key is None or not key.user.is_active or not policy.user_has_permission(key.user, "view"):
        raise Http404
    today = local_day(timezone.now())
    items = PlanItem.objects.filter(
        planned_on__range=(today - DAYS_BACK, today + DAYS_AHEAD)
    ).with_names()
    items = list(items.order_by("planned_on", "pk")[:MOST_EVENTS])
    planned = {item.page_id for item in items}
    timed = timed_stories(today - DAYS_BACK, today + DAYS_AHEAD, now=timezone.now())
    events = [_event(item) for item in items]
    events += [_event_of_story(story) for story in timed if story.page_id not in planned]
    text = render_calendar(
        name=_("Publishing plan"),
        events=events[:MOST_EVENTS],
        product="-//goodnews//publishing plan//VI",
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    return unseen(response)


def _event(item: PlanItem) -> AllDayEvent:
    words = {"kind": item.get_kind_display(), "title": item.title}
    return AllDayEvent(
        uid=_uid("plan-item", item.pk),
        first=item.planned_on,
        last=item.planned_on,
        title=_("%(kind)s: %(title)s") % words,
        url=_base() + reverse("plan:edit", args=[item.pk]),
        stamp=item.changed_at.astimezone(UTC),
    )


def _event_of_story(story: TimedStory) -> AllDayEvent:
    """Return the day of an approved story with an hour of its own, outside the plan."""
    day = local_day(story.at)
    words = {"kind": SlotKind(story.kind).label, "title": story.title}
    return AllDayEvent(
        uid=_uid("timed-story", story.page_id),
        first=day,
        last=day,
        title=_("%(kind)s: %(title)s") % words,
        url=_base() + reverse("wagtailadmin_pages:edit", args=[story.page_id]),
        stamp=timezone.now().astimezone(UTC),
    )


def _base() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def _uid(thing: str, key: int) -> str:
    return f"{thing}-{key}@{_base().partition('://')[2].partition(':')[0]}"
