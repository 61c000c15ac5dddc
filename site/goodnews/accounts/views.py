"""Thin views beside allauth's own, and the tables of people in Wagtail's admin."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from goodnews.core.spreadsheets.views import DownloadView, ImportView

from .exports import export_people, export_template
from .imports import import_people
from .second_factor import has_second_factor


def admin_login(request):
    """Send Wagtail's sign-in page to ours, with ``next`` where it stays on this site.

    Whoever only asked for the admin's start page is sent where the own work is: correspondents
    have none there.
    """
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    address = reverse("account_login")
    if not is_safe or target == reverse("wagtailadmin_home"):
        return redirect(address)
    return redirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: target})}")


def admin_password_reset(request, rest=""):
    """Send Wagtail's forgotten-password pages to ours."""
    return redirect("account_reset_password")


@never_cache
@login_required
def account_home(request):
    """Show the person's own account: password, second step, e-mail, signing out."""
    context = {
        "has_second_factor": has_second_factor(request.user),
        "can_use_admin": request.user.has_perm("wagtailadmin.access_admin"),
    }
    return render(request, "account/home.html", context)


class PeopleImportView(ImportView):
    """Reads people in from a spreadsheet."""

    page_title = gettext_lazy("Import people from Excel")
    index_title = gettext_lazy("Users")
    purpose = "people"

    @property
    def note(self):
        url = self.request.build_absolute_uri(reverse("account_reset_password"))
        message = _(
            "New people get no password and no letter. Tell them to open %(url)s and to type their "
            "e-mail address: they receive a link and choose a password themselves."
        )
        return message % {"url": url}

    import_sheet = staticmethod(import_people)


class PeopleExportView(DownloadView):
    """Everybody with unit and roles; for those who may change people."""

    permission_required = "change"
    filename = "nguoi-dung-{day}.xlsx"

    def make_file(self):
        return export_people()


class PeopleTemplateView(DownloadView):
    """An empty table to fill in."""

    permission_required = "add"
    filename = "mau-nguoi-dung.xlsx"

    def make_file(self):
        return export_template()
