"""Reads of the plan and of the reserve."""

from datetime import date

from django.db import models
from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from wagtail.models import PageLogEntry, WorkflowState

from campaigns.choices import SlotKind
from campaigns.slots import week_start
from goodnews.workflows.models import Approval

from .choices import STORY_OF_SLOT

WITHDRAWN = "planning.withdrawn"
UNDECIDED = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def latest_withdrawals(page_ids) -> dict[int, PageLogEntry]:
    """Return for each of ``page_ids`` when it was last taken out of the reserve, and why."""
    entries = PageLogEntry.objects.filter(action=WITHDRAWN, page_id__in=page_ids)
    return {entry.page_id: entry for entry in entries.order_by("timestamp", "pk")}


class PlanItemQuerySet(models.QuerySet):
    """What is planned."""

    def filling(self, first: date, last: date):
        """Items for a day from ``first`` to ``last``, or for a week that meets those days."""
        return self.filter(
            Q(kind=SlotKind.DAY, slot_on__range=(first, last))
            | Q(kind=SlotKind.WEEK, slot_on__range=(week_start(first), last))
        )

    def overdue_on(self, day: date):
        """Items whose day is over although their story is not public; the oldest first."""
        return self.filter(Q(page__isnull=True) | Q(page__live=False), planned_on__lt=day).order_by(
            "planned_on", "pk"
        )

    def with_names(self):
        """Items with everything that a calendar says about them."""
        return self.select_related("page", "unit", "assignee").defer("page__body")


class ReservedStoryQuerySet(models.QuerySet):
    """Approved stories that are not public yet."""

    def ready(self):
        """Those that may go live as they were approved.

        Not those whose approval was ended (a withdrawn consent), whose
        approved version was written over, or which are in review again.
        """
        approved = Approval.objects.in_force().filter(
            revision=OuterRef("revision"), approved_at__gte=OuterRef("revision__created_at")
        )
        in_review = WorkflowState.objects.filter(
            object_id=Cast(OuterRef("page_id"), CharField()),
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
            status__in=UNDECIDED,
        )
        return self.filter(Exists(approved), ~Exists(in_review), page__live=False)

    def without_day(self):
        """Those that no plan has a day for: the reserve itself."""
        return self.filter(page__plan_items__isnull=True, revision__approved_go_live_at=None)

    def of_slot(self, kind: str):
        """Those that fit a slot of ``kind``."""
        return self.filter(page__kind=STORY_OF_SLOT[kind])

    def oldest_first(self):
        """The one that has waited longest comes first, after what has failed before."""
        return self.order_by(
            models.Case(models.When(fault="", then=0), default=1), F("approved_at"), "pk"
        )
