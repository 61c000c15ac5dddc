"""The history of the site, without the drafts of others.

Wagtail shows it of every page below one on which somebody has any right; the translator needs
such a right to see the tree, and the history would tell titles, authors and steps of all drafts.

Source: wagtail.admin.views.reports.audit_logging, Wagtail 8.0.
"""

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import Page, PageLogEntry
from wagtail.permissions import policy_registry


class SiteHistoryView(LogEntriesView):
    """What was done with pages that are public or that the reader may edit, and with the rest."""

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if queryset.model is not PageLogEntry:
            return queryset
        policy = policy_registry.get_by_type(Page)
        own = policy.instances_user_has_permission_for(self.request.user, "change")
        hidden = Page.objects.filter(live=False).exclude(pk__in=own.values("pk"))
        return queryset.exclude(page__in=hidden.values("pk"))


site_history = require_admin_access(SiteHistoryView.as_view())
site_history_results = require_admin_access(SiteHistoryView.as_view(results_only=True))
