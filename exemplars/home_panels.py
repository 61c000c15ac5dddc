"""What the exemplars put on the start page of the admin."""

from django.db.models import Count, Value
from django.utils import timezone

from goodnews.core.home_panels import PanelForSome

from .admin_views import works_in_the_office
from .models import ExemplarPage, Greeting


class ExemplarsToDoPanel(PanelForSome):
    """How many good wishes wait and how many profiles to ask again about; one query.

    Numbers and links only: the start page has many panels and a budget of queries.
    """

    name = "exemplars_to_do"
    template_name = "exemplars/admin/to_do_panel.html"
    order = 230

    def is_for(self, user) -> bool:
        return works_in_the_office(user)

    def get_context_data(self, parent_context):
        due = ExemplarPage.objects.follow_up_due(today=timezone.localdate())
        counts = dict(
            counted(Greeting.objects.waiting(), "greetings").union(counted(due, "follow_ups"))
        )
        return {
            **super().get_context_data(parent_context),
            "greeting_count": counts.get("greetings", 0),
            "follow_up_count": counts.get("follow_ups", 0),
        }


def counted(rows, name: str):
    """Return a query for one row: ``name`` and the number of ``rows``; none where there are none."""
    named = rows.order_by().annotate(what=Value(name)).values("what")
    return named.annotate(count=Count("pk")).values_list("what", "count")
