"""Registration of this room's parts of the admin."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .kinds import KINDS, ReportKind
from .permissions import reading_policy
from .views import FiguresView


def addresses_of(kind: ReportKind) -> list:
    """Return where a report is read and its files are fetched."""
    view = FiguresView.as_view
    return [
        path(f"{kind.path}/", view(kind=kind), name=kind.name),
        path(f"{kind.path}/xlsx/", view(kind=kind, file_type="xlsx"), name=f"{kind.name}_xlsx"),
    ]


@hooks.register("register_admin_urls")
def register_report_urls():
    addresses = [address for kind in KINDS for address in addresses_of(kind)]
    return [path("reports/", include((addresses, "reports")))]


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
