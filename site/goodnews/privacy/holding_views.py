"""What is held on somebody: on screen, and as a file for the answer."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views import generic
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from goodnews.consents.models import ConsentRecord
from goodnews.core.documents.downloads import as_word_download
from goodnews.core.spreadsheets.writing import as_download
from goodnews.reports.models import ReportSettings
from goodnews.reports.spreadsheets import spreadsheet
from goodnews.reports.tables import Column, ReportTable, TableRow
from goodnews.reports.word import Letter, word_file
from goodnews.workflows.deadlines import VIET_NAM

from .admin_forms import LookUpForm
from .holdings import Found, Wanted, find_holdings
from .models import DataRequest

XLSX, DOCX = "xlsx", "docx"


class HoldingsView(generic.PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, TemplateView):
    """Parent of both ways to look: for a request, and for anybody."""

    any_permission_required = ["view"]
    permission_policy = None
    template_name = "privacy/admin/holdings.html"
    page_title = gettext_lazy("What do we hold on this person?")
    header_icon = "search"

    def shown(self, wanted: Wanted) -> dict:
        """Return what the page shows of what was found."""
        found = find_holdings(wanted)
        return {
            "wanted": wanted,
            "found": [place for place in found if place.holdings],
            "empty": [place for place in found if not place.holdings],
            "count": sum(len(place.holdings) for place in found),
        }


class RequestHoldingsView(HoldingsView):
    """What is held on the person of a request; files are made by a post, and logged."""

    index_url_name = None
    inspect_url_name = None
    withdraw_url_name = None
    http_method_names = ["get", "head", "post"]

    @cached_property
    def data_request(self) -> DataRequest:
        return get_object_or_404(DataRequest, pk=self.kwargs["pk"])

    @cached_property
    def wanted(self) -> Wanted:
        return Wanted.by(self.data_request)

    def get_page_subtitle(self):
        return self.data_request.code

    def get_breadcrumbs_items(self):
        inspect_url = reverse(self.inspect_url_name, args=[self.data_request.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Requests about personal data")},
            {"url": inspect_url, "label": self.data_request.code},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        policy = policy_registry.get_by_type(ConsentRecord)
        may_withdraw = (
            self.data_request.is_open
            and self.user_has_permission("change")
            and policy.user_has_permission(self.request.user, "add")
        )
        return {
            **super().get_context_data(**kwargs),
            **self.shown(self.wanted),
            "data_request": self.data_request,
            "may_withdraw": may_withdraw,
            "withdraw_url_name": self.withdraw_url_name,
        }

    def post(self, request, *args, **kwargs):
        """Answer with the file that was asked for."""
        file_type = DOCX if request.POST.get("file") == DOCX else XLSX
        table = table_of(find_holdings(self.wanted))
        name = f"{self.data_request.code.lower()}.{file_type}"
        log(
            instance=self.data_request,
            action="privacy.export",
            user=request.user,
            data={"file": file_type},
        )
        title = str(self.page_title)
        lines = [self.data_request.code, self.data_request.person_name]
        if file_type == XLSX:
            content = spreadsheet([(_("Holdings"), table)], heads=(title, *lines))
            return as_download(content, name)
        settings = ReportSettings.load()
        letter = Letter(
            title=title,
            lines=lines,
            tables=[("", table)],
            settings=settings,
            on=timezone.localdate(timezone=VIET_NAM),
            signatures=[(settings.signer_position, settings.signer_name)],
        )
        return as_word_download(word_file(letter), name)


def table_of(found: list[Found]) -> ReportTable:
    """Return what was found as one table, place by place."""
    columns = [
        Column("what", "", _("What"), is_text=True, room=3.0),
        Column("detail", "", _("What it says"), is_text=True, room=4.0),
        Column("public", "", _("Public"), is_text=True),
    ]
    rows = [
        TableRow(
            str(place.source.label),
            [holding.what, holding.detail, _("yes") if holding.is_public else _("no")],
        )
        for place in found
        for holding in place.holdings
    ]
    empty = ", ".join(str(place.source.label) for place in found if not place.holdings)
    notes = [_("Nothing is held in: %(places)s.") % {"places": empty}] if empty else []
    return ReportTable(
        heading=_("Where"), columns=columns, rows=rows, notes=notes, empty=_("Nothing is held.")
    )


class LookUpView(HoldingsView):
    """Looks for anybody. Asked by a post: names do not belong into the logs of addresses."""

    http_method_names = ["get", "head", "post"]

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=LookUpForm()))

    def post(self, request, *args, **kwargs):
        form = LookUpForm(request.POST)
        shown = self.shown(form.wanted) if form.is_valid() else {}
        return self.render_to_response(self.get_context_data(form=form, **shown))
