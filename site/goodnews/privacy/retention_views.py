"""What goes when, in Wagtail's admin."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic

from .models import RetentionResult, RetentionRule, RetentionRun
from .retention import DataKind, all_kinds

# The report looks so many days ahead; the first is what the next run takes.
AHEAD = (0, 7, 30, 90)


class RetentionRuleIndexView(generic.IndexView):
    """How long what is kept."""

    page_title = gettext_lazy("How long what is kept")

    @cached_property
    def columns(self):
        title_column = self._get_title_column_class(TitleColumn)
        return [
            title_column("label", label=_("Kind of data"), get_url=self.get_edit_url),
            Column("days", label=_("Days kept")),
            Column("event", label=_("Counted")),
            Column("get_action_display", label=_("What happens then")),
            BooleanColumn("is_active", label=_("Switched on")),
        ]


class RetentionReportView(
    generic.PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, TemplateView
):
    """How many rows of each kind go within the next 90 days, and what the last run took."""

    any_permission_required = ["view"]
    permission_policy = None
    template_name = "privacy/admin/retention_report.html"
    page_title = gettext_lazy("What goes when")
    header_icon = "bin"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        now = timezone.now()
        rules = {rule.kind: rule for rule in RetentionRule.objects.all()}
        run = RetentionRun.objects.first()
        results = {result.kind: result for result in RetentionResult.objects.filter(run=run) if run}
        return {
            **super().get_context_data(**kwargs),
            "ahead": AHEAD[1:],
            "run": run,
            "rows": [
                row_of(kind, rules.get(kind.code), results.get(kind.code), now=now)
                for kind in all_kinds()
            ],
        }


def row_of(kind: DataKind, rule: RetentionRule | None, result, *, now) -> dict:
    """Return what the report says of ``kind``: one query, whatever the number of rows."""
    if rule is None or not rule.is_active:
        return {"kind": kind, "rule": rule, "result": result, "counts": None}
    before = {
        f"within_{days}": kind.before(days=rule.days, now=now + timedelta(days=days))
        for days in AHEAD
    }
    found = (
        kind.rows()
        .order_by()
        .aggregate(
            kept=Count("pk"),
            oldest=Min(kind.moment),
            **{
                name: Count("pk", filter=Q(**{f"{kind.moment}__lte": moment}))
                for name, moment in before.items()
            },
        )
    )
    return {
        "kind": kind,
        "rule": rule,
        "result": result,
        "kept": found["kept"],
        "oldest": found["oldest"],
        "counts": [found[name] for name in before],
    }
