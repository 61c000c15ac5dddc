"""What the queue puts on the start page of the admin."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Count, Subquery, Window
from django.urls import reverse
from django.utils import timezone

from goodnews.core.home_panels import PanelForSome
from goodnews.workflows.due_badges import time_in_words
from goodnews.workflows.models import ReviewSettings, WaitingItem

from .filters import FOR_ME
from .rows import for_lines, line_of
from .views import may_see_queue

ROWS_SHOWN = 10
RETURN_FIELDS = (
    "left_at",
    "page__draft_title",
    "page__owner__username",
    "page__owner__first_name",
    "page__owner__last_name",
    "unit__name",
    "unit__short_name",
    "task_state__comment",
)


class QueuePanel(PanelForSome):
    """A short list of waiting pages, for those whose business they are."""

    def is_for(self, user) -> bool:
        return may_see_queue(user)


class WaitingForMePanel(QueuePanel):
    """What the reader can act on, most urgent first (chờ tôi)."""

    name = "waiting_for_me"
    template_name = "news/admin/waiting_for_me_panel.html"
    # First of all; Wagtail's own list, which reads every waiting page, is taken out.
    order = 100

    def get_context_data(self, parent_context):
        user, now = parent_context["request"].user, timezone.now()
        items = for_lines(WaitingItem.objects.waiting_for(user, now=now)).with_own_claim(
            user, now=now
        )
        # Counted where they are read: a query of its own would look for them twice.
        items = items.annotate(all_count=Window(Count("pk"))).most_urgent_first()
        shown = list(items[:ROWS_SHOWN])
        count = shown[0].all_count if shown else 0
        return {
            **super().get_context_data(parent_context),
            "rows": [replace(line_of(item, now=now), is_mine=item.is_mine) for item in shown],
            "count": count,
            "more_count": max(0, count - ROWS_SHOWN),
            "queue_url": f"{reverse('news_queue')}?holder={FOR_ME}",
        }


class OverdueReturnsPanel(QueuePanel):
    """What authors have had back for too long (trả lại quá hạn)."""

    name = "overdue_returns"
    template_name = "news/admin/overdue_returns_panel.html"
    order = 130

    def get_context_data(self, parent_context):
        user, now = parent_context["request"].user, timezone.now()
        returned = WaitingItem.objects.returned_before(now).visible_to(user)
        days_set = ReviewSettings.objects.order_by("pk").values("returned_days")[:1]
        items = returned.select_related("page__owner", "unit", "task_state").only(*RETURN_FIELDS)
        oldest = items.annotate(days=Subquery(days_set)).order_by("left_at", "pk")
        found = list(oldest[: ROWS_SHOWN + 1])
        # Where nothing was set yet, what the model says holds.
        days = (found[0].days if found else None) or ReviewSettings().returned_days
        found = [item for item in found if item.left_at < now - timedelta(days=days)]
        return {
            **super().get_context_data(parent_context),
            "returns": [
                {"item": item, "since": time_in_words(now - item.left_at)}
                for item in found[:ROWS_SHOWN]
            ],
            "has_more": len(found) > ROWS_SHOWN,
            "days": days,
        }
