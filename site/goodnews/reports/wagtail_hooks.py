"""Registration of this room's parts of the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from .kinds import KINDS, ReportKind
from .permissions import reading_policy
from .royalties import views as royalty_views
from .royalties.viewsets import RoyaltyRateViewSet
from .views import FiguresView


def addresses_of(kind: ReportKind) -> list:
    """Return where a report is read and its files are fetched."""
    view = FiguresView.as_view
    return [
        path(f"{kind.path}/", view(kind=kind), name=kind.name),
        path(f"{kind.path}/xlsx/", view(kind=kind, file_type="xlsx"), name=f"{kind.name}_xlsx"),
        path(f"{kind.path}/docx/", view(kind=kind, file_type="docx"), name=f"{kind.name}_docx"),
    ]


@hooks.register("register_admin_urls")
def register_report_urls():
    addresses = [address for kind in KINDS for address in addresses_of(kind)]
    return [
        path("reports/", include((addresses, "reports"))),
        path("reports/nhuan-but/", include((royalty_addresses(), "royalties"))),
    ]


def royalty_addresses() -> list:
    """Return where sheets are read, signed and fetched, and stories appraised."""
    view, month = royalty_views.SheetView.as_view, "<int:year>/<int:month>/"
    return [
        path("", royalty_views.SheetIndexView.as_view(), name="index"),
        path(month, view(), name="sheet"),
        path(f"{month}xlsx/", view(file_type="xlsx"), name="xlsx"),
        path(f"{month}docx/", view(file_type="docx"), name="docx"),
        path("tin/<int:pk>/", royalty_views.AppraisalView.as_view(), name="appraise"),
    ]


@hooks.register("register_admin_viewset")
def register_rates():
    return RoyaltyRateViewSet()


class ReportMenuItem(MenuItem):
    """Shown to whoever may read the ledger."""

    def is_shown(self, request):
        return reading_policy.user_has_permission(request.user, "view")


def register_menu_item(kind: ReportKind, order: int) -> None:
    """Put a report into the menu "Reports"."""
    hooks.register(
        "register_reports_menu_item",
        lambda: ReportMenuItem(
            kind.title,
            reverse(f"reports:{kind.name}"),
            name=f"figures-{kind.path}",
            icon_name=kind.icon,
            order=order,
        ),
    )


for number, each in enumerate(KINDS):
    register_menu_item(each, 10 + number)


class RoyaltyMenuItem(MenuItem):
    """Shown to whoever may read the sheets."""

    def is_shown(self, request):
        policy = royalty_views.RoyaltyView.permission_policy
        return policy.user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def register_royalty_menu_item():
    return RoyaltyMenuItem(
        _("Royalties"), reverse("royalties:index"), name="royalties", icon_name="order", order=20
    )


class RateMenuItem(MenuItem):
    """Shown to whoever may read the rates."""

    def is_shown(self, request):
        return request.user.has_perm("reports.view_royaltyrate")


@hooks.register("register_reports_menu_item")
def register_rate_menu_item():
    return RateMenuItem(
        _("Royalty rates"),
        reverse("royalty_rates:index"),
        name="royalty-rates",
        icon_name="list-ul",
        order=21,
    )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action("reports.appraise")
    class AppraisalFormatter(LogFormatter):
        label = _("Appraisal for royalties")

        def format_message(self, log_entry):
            words = {name: log_entry.data.get(name, "") for name in ("coefficient", "reason")}
            return _("Coefficient %(coefficient)s: %(reason)s") % words

    @actions.register_action("reports.sign_royalties")
    class SignatureFormatter(LogFormatter):
        label = _("Royalties signed")

        def format_message(self, log_entry):
            words = {name: log_entry.data.get(name, "") for name in ("month", "points")}
            return _("Signed and locked: %(month)s, %(points)s points") % words
