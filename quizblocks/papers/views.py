"""Papers in the admin: made from ticked or drawn questions, then taken as files."""

import logging
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Locale

from goodnews.core.documents.heads import office_head
from goodnews.core.spreadsheets.writing import as_download
from quizblocks.choices import QuestionUse
from quizblocks.draws import PoolTooSmallError, draw_questions
from quizblocks.importing.forms import numbers_of
from quizblocks.models import Paper, Question
from quizblocks.rights import may_keep_keys, may_print

from .counts import counts_by_topic
from .errors import PaperError
from .files import KINDS, ZIP, FileKind, answer_sheet, everything, key_table, variant_file
from .forms import PaperForm, QuotaFormSet, UseForm
from .pdf import unprintable_signs
from .services import MOST_QUESTIONS, delete_paper, make_paper, printed_questions

logger = logging.getLogger(__name__)
LAST_ID = 10_000_000
PER_PAGE = 30


class PapersMixin:
    """Opens a view to whoever may print; papers with contest questions exist for keepers only."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_print(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def keeps_keys(self) -> bool:
        return may_keep_keys(self.request.user)

    def papers(self):
        """Return the papers that the asker may know of."""
        return Paper.objects.all() if self.keeps_keys else Paper.objects.without_contest()

    @cached_property
    def paper(self) -> Paper:
        return get_object_or_404(self.papers(), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("papers:list"), "label": _("Papers")},
            {"url": "", "label": self.get_page_subtitle() or self.get_page_title()},
        ]


class PaperListView(PapersMixin, WagtailAdminTemplateMixin, TemplateView):
    """The papers that were made, newest first."""

    template_name = "quizblocks/admin/papers.html"
    page_title = gettext_lazy("Papers")
    header_icon = "doc-full"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        papers = Paginator(self.papers().defer("content"), PER_PAGE)
        return super().get_context_data(shown=papers.get_page(self.request.GET.get("p")), **kwargs)


class PaperMakeView(PapersMixin, WagtailAdminTemplateMixin, FormView):
    """Takes the head of a paper and what it asks: questions ticked in the list, or quotas."""

    form_class = PaperForm
    template_name = "quizblocks/admin/paper_form.html"
    page_title = gettext_lazy("New paper")
    header_icon = "doc-full"

    @cached_property
    def offered(self) -> list[Question]:
        """The questions that were ticked in the list and may be seen."""
        values = self.request.POST if self.request.method == "POST" else self.request.GET
        pks = numbers_of(values.getlist("offered") or values.getlist("id"), most=LAST_ID)
        questions = Question.objects.select_related("topic").filter(pk__in=pks[:MOST_QUESTIONS])
        return list(questions if self.keeps_keys else questions.without_contest())

    @cached_property
    def chosen(self) -> list[int]:
        """The ids that are ticked still; at first those of all published ones."""
        if self.request.method != "POST":
            return [question.pk for question in self.offered if question.live]
        ticked = set(numbers_of(self.request.POST.getlist("id"), most=LAST_ID))
        return [question.pk for question in self.offered if question.pk in ticked]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Paper()}

    def get_initial(self):
        head = office_head()
        return {"office": "\n".join([*head.superior, *head.issuer])}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["offered"] = [(each, each.pk in self.chosen) for each in self.offered]
        if not self.offered:
            context.setdefault("quotas", QuotaFormSet(prefix="q"))
            if self.keeps_keys:
                context.setdefault("use_form", UseForm(initial={"use": QuestionUse.PRACTICE}))
            context["counts"] = counts_by_topic(keeps_keys=self.keeps_keys)
        return context

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        quotas = use_form = None
        if not self.offered:
            quotas = QuotaFormSet(request.POST, prefix="q")
            use_form = UseForm(request.POST) if self.keeps_keys else None
        # Each is asked, so that every fault is shown at once.
        faults = [each for each in (form, quotas, use_form) if each and not each.is_valid()]
        if not faults:
            paper = self._make(form, quotas, use_form)
            if paper is not None:
                messages.success(request, _("The paper is made."))
                return redirect("papers:paper", paper.pk)
        shown = {"quotas": quotas, "use_form": use_form} if quotas is not None else {}
        return self.render_to_response(self.get_context_data(form=form, **shown))

    def _make(self, form: PaperForm, quotas, use_form) -> Paper | None:
        """Return the paper, or None where a form says why there is none."""
        rng = SystemRandom()
        try:
            return make_paper(
                paper=form.instance,
                pks=self.chosen if quotas is None else self._drawn(quotas, use_form, rng),
                rng=rng,
                user=self.request.user,
                now=timezone.now(),
            )
        except PoolTooSmallError as error:
            quotas.refuse(error)
        except PaperError as error:
            form.add_error(None, error.message)
        return None

    @staticmethod
    def _drawn(quotas, use_form: UseForm | None, rng) -> list[int]:
        use = use_form.cleaned_data["use"] if use_form else QuestionUse.PRACTICE
        drawn = draw_questions(
            use=QuestionUse(use), locale=Locale.get_default(), quotas=quotas.quotas(), rng=rng
        )
        return list(drawn)


class PaperView(PapersMixin, WagtailAdminTemplateMixin, TemplateView):
    """One paper: its files, and what it asks."""

    template_name = "quizblocks/admin/paper.html"
    page_title = gettext_lazy("Paper")
    header_icon = "doc-full"

    def get_page_subtitle(self):
        return self.paper.title

    def get_context_data(self, **kwargs):
        questions = printed_questions(self.paper)
        return super().get_context_data(
            paper=self.paper,
            questions=questions,
            missing_signs=" ".join(unprintable_signs(questions)),
            keeps_keys=self.keeps_keys,
            **kwargs,
        )


class PaperDeleteView(PapersMixin, View):
    """Takes a paper away for good."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        title = self.paper.title
        delete_paper(paper=self.paper, user=request.user)
        messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
        return redirect("papers:list")


class PaperFileView(PapersMixin, View):
    """Sends one file of a paper."""

    stem = ""
    writer = ""

    def get(self, request, *args, **kwargs):
        kind = self.kind
        content, name = self.make_file(kind), f"{self.stem}-{self.paper.pk}.{kind.ending}"
        logger.info(
            "Paper taken",
            extra={"event": "paper_taken", "user": request.user.pk, "file": name},
        )
        return as_download(content, name, content_type=kind.content_type)

    @cached_property
    def kind(self) -> FileKind:
        kind = KINDS.get(self.kwargs["kind"])
        if kind is None or getattr(kind, self.writer) is None:
            raise Http404
        return kind

    def make_file(self, kind: FileKind) -> bytes:
        """Return the file's bytes."""
        raise NotImplementedError


class VariantView(PaperFileView):
    """Sends one variant."""

    writer = "write_paper"

    @property
    def stem(self) -> str:
        return f"de-{self.kwargs['code']}"

    def make_file(self, kind):
        if self.kwargs["code"] not in self.paper.codes:
            raise Http404
        return variant_file(self.paper, self.kwargs["code"], kind)


class AnswerSheetView(PaperFileView):
    """Sends the answer sheet."""

    stem, writer = "phieu-tra-loi", "write_sheet"

    def make_file(self, kind):
        return answer_sheet(self.paper, kind)


class KeyTableView(PaperFileView):
    """Sends the key table, to those alone who keep the keys."""

    stem, writer = "dap-an", "write_key"

    def dispatch(self, request, *args, **kwargs):
        if not may_keep_keys(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def make_file(self, kind):
        return key_table(self.paper, kind)


class EverythingView(PaperFileView):
    """Sends all variants and the answer sheet in one zip."""

    stem = "de-in"
    kind = FileKind("zip", ZIP)

    def make_file(self, kind):
        return everything(self.paper)
