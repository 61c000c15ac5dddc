"""What the exemplars put on the start page of the admin, one query each."""

from django.db.models import Count, Window
from django.utils import timezone
from wagtail.admin.ui.components import Component

from .admin_views import works_in_the_office
from .models import ExemplarPage, Greeting

ROWS_SHOWN = 5


class OfficePanel(Component):
    """A short list for the provincial office."""

    def render_html(self, parent_context=None):
        if not works_in_the_office(parent_context["request"].user):
            return ""
        return super().render_html(parent_context)

    def rows(self):
        """Return the rows that wait, in order."""
        raise NotImplementedError

    def get_context_data(self, parent_context):
        rows = list(self.rows().annotate(all_count=Window(Count("pk")))[:ROWS_SHOWN])
        return {
            **super().get_context_data(parent_context),
            "rows": rows,
            "count": rows[0].all_count if rows else 0,
        }


class WaitingGreetingsPanel(OfficePanel):
    """Good wishes that nobody has read yet (lời chúc chờ duyệt)."""

    name = "waiting_greetings"
    template_name = "exemplars/admin/waiting_greetings_panel.html"
    order = 230

    def rows(self):
        return Greeting.objects.waiting().select_related("exemplar").order_by("sent_at", "pk")


class FollowUpsPanel(OfficePanel):
    """Profiles about which to ask again a year later."""

    name = "follow_ups_due"
    template_name = "exemplars/admin/follow_ups_panel.html"
    order = 235

    def rows(self):
        due = ExemplarPage.objects.follow_up_due(today=timezone.localdate())
        return due.select_related("unit").defer("body")
