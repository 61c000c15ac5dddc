"""The panel of the admin's start page: requests whose answer is due."""

from django.utils import timezone
from wagtail.admin.ui.components import Component

from goodnews.workflows.due_badges import due_badge

from .permissions import may_answer_requests
from .waiting import ROWS_SHOWN, waiting_requests


class DueRequestsPanel(Component):
    """Open requests about personal data, the most urgent first (yêu cầu về dữ liệu cá nhân)."""

    name = "due_requests"
    template_name = "privacy/admin/due_panel.html"
    order = 100

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        if not may_answer_requests(parent_context["request"].user):
            return {**context, "rows": []}
        now, found = timezone.now(), waiting_requests()
        return {
            **context,
            "rows": [
                (request, due_badge(due_at=request.due_at, now=now))
                for request in found[:ROWS_SHOWN]
            ],
            "has_more": len(found) > ROWS_SHOWN,
        }
