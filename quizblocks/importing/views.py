"""From a file to the bank in the admin: look, mend, look again, import."""

import base64
from dataclasses import replace

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin

from goodnews.core.spreadsheets.views import DownloadView
from quizblocks.choices import QuestionUse
from quizblocks.formats.sheet_writing import question_template
from quizblocks.models import Topic
from quizblocks.rights import may_import

from .files import REFUSALS, FileReading
from .forms import FileForm, LookForm, MendForm, numbers_of
from .kept import TooMuchError, Work, seal, seal_work, unseal, unseal_work
from .pictures import take_in
from .plans import ImportPlan, plan_import
from .preview import Preview
from .rows import Row, RowsRefusedError, rows_of
from .services import run_import
from .tables import ColumnsForm, QuestionTable, open_table, read_table


class ImportersOnlyMixin(PermissionCheckedMixin):
    """Opens a view to those alone who keep the keys and write questions."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class QuestionTemplateView(ImportersOnlyMixin, DownloadView):
    """An empty table of questions to fill in."""

    filename = "mau-cau-hoi.xlsx"

    def make_file(self):
        return question_template()


class QuestionImportView(ImportersOnlyMixin, WagtailAdminTemplateMixin, FormView):
    """Takes a file of questions, shows what it would do, lets faults be mended, and imports."""

    form_class = FileForm
    template_name = "quizblocks/admin/import.html"
    page_title = gettext_lazy("Import questions")
    header_icon = "upload"
    index_url_name = None
    template_url_name = None

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Questions")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["topics"] = Topic.objects.values_list("path_name", flat=True)
        context["template_url"] = reverse(self.template_url_name)
        return context

    def post(self, request, *args, **kwargs):
        try:
            if "sealed" in request.POST:
                return self._go_on(unseal_work(request.POST["sealed"], user=request.user))
            if "table" in request.POST:
                return self._take_columns(request.POST["table"])
            return super().post(request, *args, **kwargs)
        except signing.BadSignature:
            message = _("The check is older than a day or not yours. Choose the file again.")
        except TooMuchError:
            message = _("The questions are too long together. Cut the file into several.")
        messages.error(request, message)
        return redirect(request.path)

    def form_valid(self, form):
        values = form.cleaned_data
        chosen = {name: values[name] for name in ("name", "use", "topic")}
        try:
            if values["found"].is_table:
                table = open_table(values["content"])
                if values["chooses_columns"] or not table.mapping.is_complete:
                    return self._ask_columns(table, chosen, values["content"])
                read = FileReading(*read_table(table))
            else:
                read = values["found"].read(values["content"])
            return self._take(read, chosen)
        except (*REFUSALS, RowsRefusedError) as error:
            form.add_error("text" if values.get("text") else "file", error.message)
            return self.form_invalid(form)

    def _take(self, read: FileReading, chosen: dict[str, str]) -> HttpResponse:
        """Show what was read.

        Raises:
            RowsRefusedError: there is no question in it, or there are too many.
        """
        reading = take_in(read.reading, user=self.request.user)
        rows = rows_of(reading, guess=read.guess)
        remarks = tuple((each.place, each.message) for each in reading.remarks)
        use, name = QuestionUse(chosen["use"]), chosen["name"][:120]
        return self._show(Work(rows, name=name, use=use, topic=chosen["topic"], remarks=remarks))

    def _ask_columns(
        self, table: QuestionTable, chosen: dict[str, str], content: bytes, **values
    ) -> HttpResponse:
        """Show the columns to be chosen; the file travels with the form."""
        packed = {"chosen": chosen, "file": base64.b64encode(content).decode()}
        sealed = seal(packed, user=self.request.user, purpose="table")
        values.setdefault("columns_form", ColumnsForm(table=table))
        return self.render_to_response(
            self.get_context_data(form=FileForm(), sealed=sealed, name=chosen["name"], **values)
        )

    def _take_columns(self, sealed: str) -> HttpResponse:
        packed = unseal(sealed, user=self.request.user, purpose="table")
        content, chosen = base64.b64decode(packed["file"]), packed["chosen"]
        table = open_table(content)
        form = ColumnsForm(self.request.POST, table=table)
        if not form.is_valid():
            return self._ask_columns(table, chosen, content, columns_form=form)
        try:
            return self._take(FileReading(*read_table(form.chosen_table())), chosen)
        except RowsRefusedError as error:
            form.add_error(None, error.message)
            return self._ask_columns(table, chosen, content, columns_form=form)

    @cached_property
    def look(self) -> LookForm:
        """What the pressed button asks for; what cannot be read asks for nothing."""
        look = LookForm(self.request.POST)
        look.is_valid()
        return look

    def _go_on(self, work: Work) -> HttpResponse:
        """Take what was mended, then do what the pressed button says."""
        mended = self._mended(work)
        is_touched = any(row != work.rows[number] for number, row in mended.items())
        work = work.with_rows(mended)
        action, _colon, rest = self.look.cleaned_data.get("do", "").partition(":")
        if action == "import" and not is_touched:
            return self._import(work)
        if action == "leave_out":
            plan = plan_import(rows=work.rows, topic=work.topic, shows_lookalikes=False)
            work = work.with_rows({row.number: row.left_out for row in plan.faulty})
        opened = numbers_of(self.request.POST.getlist("open"), most=len(work.rows))
        if action == "mend":
            opened += numbers_of([rest], most=len(work.rows))
        elif action == "check":
            opened = []
        return self._show(work, action=action, rest=rest, opened=frozenset(opened))

    def _mended(self, work: Work) -> dict[int, Row]:
        posted = self.request.POST
        return {
            number: MendForm(posted, prefix=f"r{number}", row=work.rows[number]).mended_row()
            for number in numbers_of(posted.getlist("mended"), most=len(work.rows))
        }

    def _show(self, work: Work, *, plan: ImportPlan | None = None, **chosen) -> HttpResponse:
        plan = plan or plan_import(rows=work.rows, topic=work.topic)
        work = replace(work, digest=plan.digest)
        sealed = seal_work(work, user=self.request.user)
        values = self.look.cleaned_data if self.request.POST.get("sealed") else {}
        preview = Preview(
            work,
            plan,
            state=values.get("state", ""),
            page=values.get("page") or 1,
            **chosen,
        )
        return self.render_to_response(
            self.get_context_data(form=FileForm(), preview=preview, work=work, sealed=sealed)
        )

    def _import(self, work: Work) -> HttpResponse:
        try:
            outcome = run_import(
                rows=work.rows,
                topic=work.topic,
                use=work.use,
                name=work.name,
                expected=work.digest,
                user=self.request.user,
                now=timezone.now(),
            )
        except IntegrityError:
            # Somebody added the same topic in this very moment, by hand.
            message = _("Something else was being changed. Nothing was imported; try again.")
            messages.error(self.request, message)
            return self._show(work)
        if outcome.record is None:
            message = _("Something has changed since the check. Nothing was imported; look again.")
            messages.warning(self.request, message)
            return self._show(work)
        messages.success(self.request, self._success(outcome.plan))
        return redirect(f"{reverse(self.index_url_name)}?imports={outcome.record.pk}")

    @staticmethod
    def _success(plan: ImportPlan) -> str:
        counts = plan.counts
        new = ngettext("%(count)d new question", "%(count)d new questions", counts["new"])
        changed = ngettext(
            "%(count)d question changed", "%(count)d questions changed", counts["changed"]
        )
        message = _("Imported as drafts: %(new)s, %(changed)s. They wait for a second person.")
        return message % {
            "new": new % {"count": counts["new"]},
            "changed": changed % {"count": counts["changed"]},
        }
