"""The monthly sheets of royalties in Wagtail's admin."""

from dataclasses import replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from goodnews.core.days import local_day
from goodnews.core.documents.downloads import as_word_download
from goodnews.core.spreadsheets.writing import as_download
from goodnews.reports.models import ReportSettings, RoyaltyLine, RoyaltySheet, StoryAppraisal
from goodnews.reports.periods import recent_months
from goodnews.reports.spreadsheets import spreadsheet
from goodnews.reports.word import Letter, word_file
from goodnews.stats.days import FIRST_DAY, month_of
from news.models import StoryPage

from .drafts import SheetDraft, counted_stories, draft_sheet, next_sheet_month
from .errors import RoyaltyError
from .forms import AppraisalForm
from .services import appraise_story, sign_sheet
from .tables import adjustments_note, author_table, line_table

MONTHS = 12


class RoyaltyView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What all pages of royalties share."""

    permission_policy = ModelPermissionPolicy(RoyaltySheet)
    any_permission_required = ["view"]
    page_title = gettext_lazy("Royalties")
    header_icon = "order"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("royalties:index"), "label": _("Royalties")},
            *self.last_breadcrumbs(),
        ]

    def last_breadcrumbs(self) -> list[dict]:
        """Return what follows in the way to here."""
        return []


class SheetIndexView(RoyaltyView):
    """The months, and which of them are signed."""

    template_name = "reports/admin/royalty_index.html"

    def get_context_data(self, **kwargs):
        today = local_day()
        sheets = {sheet.month: sheet for sheet in RoyaltySheet.objects.all()}
        recent = {date.fromisoformat(f"{key}-01") for key in list(recent_months(today))[:MONTHS]}
        wanted = next_sheet_month(today)
        # What came before the first sheet was counted on paper.
        begins = min(sheets, default=min(recent))
        rows = [
            {
                "month": month,
                "sheet": sheets.get(month),
                "is_next": month == wanted and month_of(month).last < today,
                "is_running": month_of(month).last >= today,
            }
            for month in sorted(recent | set(sheets), reverse=True)
            if month >= begins
        ]
        return super().get_context_data(rows=rows, **kwargs)


class SheetView(RoyaltyView):
    """One month: counted now while it is not signed, as it was when it is."""

    template_name = "reports/admin/royalty_sheet.html"
    # "xlsx" or "docx" for the addresses of the files.
    file_type = ""

    @cached_property
    def month(self) -> date:
        """The month of the address."""
        try:
            month = date(self.kwargs["year"], self.kwargs["month"], 1)
        except ValueError as error:
            raise Http404 from error
        if not FIRST_DAY <= month <= local_day():
            raise Http404
        return month

    @cached_property
    def sheet(self) -> RoyaltySheet | None:
        """The locked sheet; None before."""
        return RoyaltySheet.objects.select_related("signed_by").filter(month=self.month).first()

    @cached_property
    def draft(self) -> SheetDraft | None:
        """What would be signed; None after."""
        return None if self.sheet else draft_sheet(self.month)

    @cached_property
    def lines(self) -> list[RoyaltyLine]:
        """The lines of the month."""
        if self.sheet is None:
            return self.draft.lines
        return list(RoyaltyLine.objects.filter(sheet=self.sheet))

    @property
    def title(self) -> str:
        """What the sheet is called on screen and in the files."""
        return _("Royalties of %(month)s") % {"month": f"{self.month:%m/%Y}"}

    def get_page_title(self):
        return self.title

    def last_breadcrumbs(self) -> list[dict]:
        return [{"url": "", "label": self.title}]

    def status(self) -> str:
        """Say whether the sheet is locked."""
        if self.sheet is None:
            return _("Not signed yet: these figures may still change.")
        moment = timezone.localtime(self.sheet.signed_at, timezone.get_default_timezone())
        return _("Signed and locked by %(name)s at %(moment)s.") % {
            "name": self.sheet.signer_name,
            "moment": f"{moment:%H:%M, %d/%m/%Y}",
        }

    def get(self, request, *args, **kwargs):
        if self.file_type:
            return self.as_file()
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        """Sign the sheet that was read."""
        if not self.may_sign or self.file_type:
            raise PermissionDenied
        digest = request.POST.get("digest", "")
        try:
            sign_sheet(month=self.month, digest=digest, user=request.user, now=timezone.now())
        except RoyaltyError as error:
            messages.error(request, error.message)
        else:
            words = {"month": f"{self.month:%m/%Y}"}
            messages.success(
                request, _("The royalties of %(month)s are signed and locked.") % words
            )
        return redirect(request.path)

    @property
    def may_sign(self) -> bool:
        """Tell whether the reader is of the role that signs."""
        return self.request.user.has_perm("reports.sign_royaltysheet")

    def get_context_data(self, **kwargs):
        today = local_day()
        is_over = month_of(self.month).last < today
        is_next = not RoyaltySheet.objects.exists() or self.month == next_sheet_month(today)
        may_appraise = self.request.user.has_perm("reports.change_storyappraisal")
        lines = line_table(self.lines)
        if may_appraise:
            rows = [
                replace(row, url=reverse("royalties:appraise", args=[line.story_number]))
                for row, line in zip(lines.rows, self.lines, strict=True)
            ]
            lines = replace(lines, rows=rows)
        return super().get_context_data(
            sheet=self.sheet,
            draft=self.draft,
            status=self.status(),
            authors=author_table(self.lines),
            lines=lines,
            notes=adjustments_note(self.lines),
            may_appraise=may_appraise,
            is_over=is_over,
            is_next=is_next,
            wanted=next_sheet_month(today),
            may_sign=self.may_sign and self.sheet is None and is_over and is_next,
            xlsx_url=reverse("royalties:xlsx", args=[self.month.year, self.month.month]),
            docx_url=reverse("royalties:docx", args=[self.month.year, self.month.month]),
            **kwargs,
        )

    def as_file(self) -> HttpResponse:
        """Return the sheet as the file that was asked for."""
        name = f"nhuan-but-{self.month:%Y-%m}.{self.file_type}"
        authors, lines = author_table(self.lines), line_table(self.lines)
        authors = replace(authors, notes=[*authors.notes, *adjustments_note(self.lines)])
        tables = [(_("By author"), authors), (_("By story"), lines)]
        if self.file_type == "xlsx":
            return as_download(spreadsheet(tables, heads=(self.title, self.status())), name)
        settings = ReportSettings.load()
        letter = Letter(
            title=self.title,
            lines=[self.status()],
            tables=[
                (f"{roman}. {title}", table)
                for roman, (title, table) in zip(("I", "II"), tables, strict=True)
            ],
            settings=settings,
            on=local_day(self.sheet.signed_at) if self.sheet else local_day(),
            signatures=[
                (_("PREPARED BY"), ""),
                (_("ACCOUNTANT"), ""),
                (settings.signer_position, settings.signer_name),
            ],
        )
        return as_word_download(word_file(letter), name)


class AppraisalView(RoyaltyView, FormView):
    """Sets the coefficient and the author of one story."""

    template_name = "reports/admin/appraise.html"
    form_class = AppraisalForm
    permission_policy = ModelPermissionPolicy(StoryAppraisal)
    any_permission_required = ["change"]
    page_title = gettext_lazy("Appraise a story")

    @cached_property
    def story(self) -> StoryPage:
        """The story; one that is not public earns nothing and is not appraised."""
        return get_object_or_404(counted_stories().select_related("owner"), pk=self.kwargs["pk"])

    def last_breadcrumbs(self) -> list[dict]:
        return [{"url": "", "label": self.story.title}]

    def get_initial(self):
        held = StoryAppraisal.objects.filter(story=self.story).first()
        if held is None:
            return {"coefficient": self.story.weight}
        return {"coefficient": held.coefficient, "author": held.author_id, "reason": held.reason}

    def get_context_data(self, **kwargs):
        month = self.story.published_on.replace(day=1)
        return super().get_context_data(
            story=self.story,
            owner=self.story.owner,
            kind=capfirst(self.story.get_kind_display()),
            origin=self.story.get_origin_display(),
            is_locked=RoyaltySheet.objects.filter(month=month).exists(),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            appraise_story(
                story=self.story, user=self.request.user, now=timezone.now(), **form.cleaned_data
            )
        except RoyaltyError as error:
            form.add_error(error.field, str(error.message))
            return self.form_invalid(form)
        messages.success(
            self.request, _("“%(story)s” was appraised.") % {"story": self.story.title}
        )
        return redirect(
            "royalties:sheet", self.story.published_on.year, self.story.published_on.month
        )
