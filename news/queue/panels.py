"""What the queue puts on the start page of the admin."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from goodnews.workflows.due_badges import time_in_words
from goodnews.workflows.models import ReviewSettings, WaitingItem

from .filters import FOR_ME
from .rows import for_rows, rows_of
from .views import may_see_queue

ROWS_SHOWN = 10


class QueuePanel(Component):
    """A short list of waiting pages, for those whose business they are."""

    def render_html(self, parent_context=None):
        if not may_see_queue(parent_context["request"].user):
            return ""
        return super().render_html(parent_context)


class WaitingForMePanel(QueuePanel):
    """What the reader can act on, most urgent first (chờ tôi)."""

    name = "waiting_for_me"
    template_name = "news/admin/waiting_for_me_panel.html"
    # In the place of Wagtail's own list, which reads every waiting page.
    order = 205

    def get_context_data(self, parent_context):
        user, now = parent_context["request"].user, timezone.now()
        items = WaitingItem.objects.waiting_for(user, now=now)
        count = items.count()
        found = for_rows(items, now=now).most_urgent_first()[:ROWS_SHOWN]
        shown = list(found) if count else []
        open_keys = {item.pk for item in shown}
        return {
            **super().get_context_data(parent_context),
            "rows": rows_of(shown, user=user, now=now, open_keys=open_keys),
            "count": count,
            "more_count": max(0, count - ROWS_SHOWN),
            "queue_url": f"{reverse('news_queue')}?holder={FOR_ME}",
        }


class OverdueReturnsPanel(QueuePanel):
    """What authors have had back for too long (trả lại quá hạn)."""

    name = "overdue_returns"
    template_name = "news/admin/overdue_returns_panel.html"
    order = 207

    def get_context_data(self, parent_context):
        user, now = parent_context["request"].user, timezone.now()
        days = ReviewSettings.load().returned_days
        overdue = WaitingItem.objects.returned_before(now - timedelta(days=days))
        items = overdue.visible_to(user).select_related("page__owner", "unit", "task_state")
        found = list(items.order_by("left_at", "pk")[: ROWS_SHOWN + 1])
        return {
            **super().get_context_data(parent_context),
            "returns": [
                {"item": item, "since": time_in_words(now - item.left_at)}
                for item in found[:ROWS_SHOWN]
            ],
            "has_more": len(found) > ROWS_SHOWN,
            "days": days,
        }
