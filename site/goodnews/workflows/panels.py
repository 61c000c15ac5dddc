"""Panels of the admin's start page, each of which asks one query.

Two of them stand in the place of Wagtail's own, which read every page that a
person has in review, and several tables for each page that they changed.
"""

from datetime import timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry

from goodnews.accounts.roles import Role

from .models import PublicationFailure, WaitingItem
from .querysets import OFFICE_ROLES

ROWS_SHOWN = 10
PAGES_SHOWN = 6
RECENTLY = timedelta(days=30)


class FailedPublicationsPanel(Component):
    """What the schedule could not publish and still tries to (đăng không thành)."""

    name = "failed_publications"
    template_name = "workflows/admin/failed_publications_panel.html"
    order = 95

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user = parent_context["request"].user
        concerned = user.is_superuser or user.roles & {Role.EDITOR, Role.APPROVER}
        failures = PublicationFailure.objects.filter(
            revision__approved_go_live_at__isnull=False
        ).select_related("revision")
        # Read now: the template asks for them twice.
        context["failures"] = list(failures.defer("revision__content")[:10]) if concerned else []
        return context


class SentByMePanel(Component):
    """Where the reader's own stories are in review (bài tôi gửi)."""

    name = "sent_by_me"
    template_name = "workflows/admin/sent_by_me_panel.html"
    order = 220

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        sent = WaitingItem.objects.open().sent_by(user).select_related("page", "task")
        shown = sent.only("state", "entered_at", "left_at", "page__draft_title", "task__name")
        found = list(shown.order_by("-entered_at", "-pk")[: ROWS_SHOWN + 1])
        return {
            **super().get_context_data(parent_context),
            "items": found[:ROWS_SHOWN],
            "has_more": len(found) > ROWS_SHOWN,
            "may_open": user.is_superuser or bool(user.roles & OFFICE_ROLES),
        }


class MyPagesPanel(Component):
    """The pages that the reader locked, then those last changed (bài tôi vừa sửa)."""

    name = "my_pages"
    template_name = "workflows/admin/my_pages_panel.html"
    order = 250

    def get_context_data(self, parent_context):
        user, now = parent_context["request"].user, timezone.now()
        return {
            **super().get_context_data(parent_context),
            "pages": list(pages_of(user, now=now)[:PAGES_SHOWN]),
        }


def pages_of(user, *, now):
    """Return the pages that ``user`` holds locked or changed of late, with ``edited_at``."""
    edits = PageLogEntry.objects.filter(
        user=user, action="wagtail.edit", timestamp__gte=now - RECENTLY
    )
    locked = Page.objects.filter(locked=True, locked_by=user)
    # A union, because "one or the other" would look through every page.
    keys = locked.order_by().values("pk").union(edits.order_by().values("page_id"))
    last_edit = edits.filter(page=OuterRef("pk")).order_by("-timestamp").values("timestamp")
    pages = Page.objects.filter(pk__in=keys).annotate(edited_at=Subquery(last_edit[:1]))
    return pages.only(
        "draft_title", "live", "has_unpublished_changes", "locked", "locked_by_id"
    ).order_by("-locked", F("edited_at").desc(nulls_last=True), "-pk")
