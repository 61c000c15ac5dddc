"""Registration of this room's parts of the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .permissions import reading_policy
from .views import UnitReportView


@hooks.register("register_admin_urls")
def register_report_urls():
    addresses = [
        path("", UnitReportView.as_view(), name="by_unit"),
        path("xlsx/", UnitReportView.as_view(is_spreadsheet=True), name="by_unit_xlsx"),
    ]
    return [path("reports/don-vi/", include((addresses, "reports")))]


class ReportMenuItem(MenuItem):
    """Shown to whoever may read the ledger."""

    def is_shown(self, request):
        return reading_policy.user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def register_report_menu_item():
    return ReportMenuItem(
        _("Results by unit"),
        reverse("reports:by_unit"),
        name="results-by-unit",
        icon_name="table",
        order=10,
    )
