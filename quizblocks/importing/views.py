"""From a file to the bank in the admin: look, mend, look again, import."""

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

from goodnews.core.spreadsheets.files import SpreadsheetRefusedError
from quizblocks.choices import QuestionUse
from quizblocks.models import Topic
from quizblocks.rights import may_import

from .files import FileReading
from .forms import FileForm, LookForm, MendForm, numbers_of
from .kept import TooMuchError, Work, seal_work, unseal_work
from .plans import MOST_QUESTIONS, ImportPlan, plan_import
from .preview import Preview
from .rows import Row, rows_of
from .services import run_import


class ImportersOnlyMixin(PermissionCheckedMixin):
    """Opens a view to those alone who keep the keys and write questions."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


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
        context["topics"] = Topic.objects.values_list("name", flat=True)
        if self.template_url_name:
            context["template_url"] = reverse(self.template_url_name)
        return context

    def post(self, request, *args, **kwargs):
        if "sealed" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            work = unseal_work(request.POST["sealed"], user=request.user)
        except signing.BadSignature:
            message = _("The check is older than a day or not yours. Choose the file again.")
            messages.error(request, message)
            return redirect(request.path)
        return self._go_on(work)

    def form_valid(self, form):
        values = form.cleaned_data
        try:
            read = values["found"].read(values["content"])
        except SpreadsheetRefusedError as error:
            form.add_error("text" if values.get("text") else "file", error.message)
            return self.form_invalid(form)
        rows = rows_of(read.reading, guess=read.guess)
        if not rows:
            form.add_error(None, _("There is no question in it."))
        elif len(rows) > MOST_QUESTIONS:
            message = _("There are more than %(most)s questions. Cut the file into several.")
            form.add_error(None, message % {"most": MOST_QUESTIONS})
        if not form.is_valid():
            return self.form_invalid(form)
        return self._show(self._work(values, read, rows))

    @staticmethod
    def _work(values: dict, read: FileReading, rows: tuple[Row, ...]) -> Work:
        return Work(
            rows=rows,
            name=values["name"][:120],
            use=QuestionUse(values["use"]),
            topic=values["topic"],
            remarks=tuple((each.place, each.message) for each in read.reading.remarks),
        )

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
        try:
            sealed = seal_work(work, user=self.request.user)
        except TooMuchError:
            message = _("The questions are too long together. Cut the file into several.")
            messages.error(self.request, message)
            return redirect(self.request.path)
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
