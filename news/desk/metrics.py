"""What the desk counts for the ledger: what correspondents have sent."""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from goodnews.stats.days import Days
from goodnews.stats.metrics import Countable, Metric, register_countable, register_metric
from news.metrics import kind_and_origin, local_day

from .models import DeskDraft

SUBMITTED = "desk.submitted"


def submitted_rows(days: Days) -> QuerySet:
    """Count submissions on the day of their first "Gửi", for the unit that sent them."""
    return (
        DeskDraft.objects.filter(sent_at__gte=days.begins_at, sent_at__lt=days.ends_at)
        .order_by()
        .annotate(day=local_day("sent_at"), dimension=kind_and_origin())
        .values("unit_id", "day", "dimension")
        .annotate(value=Count("pk"))
        .values_list("unit_id", "day", "dimension", "value")
    )


def register() -> None:
    """Put this room's metrics into the ledger."""
    register_metric(Metric(SUBMITTED, _("Submissions"), _("submissions"), submitted_rows))
    register_countable(Countable("desk.submissions", _("Submissions"), SUBMITTED))
