""" "Phân tích câu hỏi": the figures of every answered question, and of one."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button

from goodnews.core.spreadsheets.tables import Column as SheetColumn
from goodnews.core.spreadsheets.writing import as_download, write_table
from quizblocks.models import Question
from quizblocks.rights import may_analyse

from .annulled import answers_not_counted
from .filters import ItemFilterSet
from .items import Flag
from .places import places_of
from .reading import JudgedQuestion, count_places, judge, tallies_between
from .words import decimal, label_of, percent, sentence_of, with_error

GRAVITY = {flag: place for place, flag in enumerate(Flag)}
HARMLESS = len(GRAVITY)


class KeepersOnlyMixin:
    """Opens a view to those alone who keep the keys: figures of choices tell them."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_analyse(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class XlsxOnlyMixin:
    """A report that is fetched as XLSX, every cell of it plain text or a number."""

    sheet_title = ""
    sheet_columns: tuple[tuple[str, str], ...] = ()
    file_stem = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.is_export = request.GET.get("export") == self.FORMAT_XLSX

    @cached_property
    def header_more_buttons(self):
        return [Button(_("Download XLSX"), url=self.xlsx_export_url, icon_name="download")]

    def as_spreadsheet(self, rows, spreadsheet_format):
        """Return the rows as a file."""
        columns = [
            SheetColumn(key, str(heading), str, width=60 if place == 0 else 18)
            for place, (key, heading) in enumerate(self.sheet_columns)
        ]
        content = write_table(
            title=str(self.sheet_title), columns=columns, rows=[self.cells_of(row) for row in rows]
        )
        return as_download(content, f"{self.file_stem}-{timezone.localdate():%Y-%m-%d}.xlsx")

    def cells_of(self, row) -> dict:
        """Return the cells of one row by the keys of ``sheet_columns``."""
        raise NotImplementedError


class ItemReportView(KeepersOnlyMixin, XlsxOnlyMixin, ReportView):
    """The questions that were answered, the most doubtful first."""

    page_title = _("Analysis of questions")
    header_icon = "table"
    results_template_name = "quizblocks/admin/item_report_results.html"
    index_url_name = "quizblocks_statistics:items"
    index_results_url_name = "quizblocks_statistics:items_results"
    filterset_class = ItemFilterSet
    model = Question
    default_ordering = "flag"
    paginate_by = 50
    sheet_title = _("Analysis of questions")
    file_stem = "phan-tich-cau-hoi"
    sheet_columns = (
        ("stem", _("question")),
        ("topic", _("topic")),
        ("answers", _("Answers")),
        ("uses", _("Uses")),
        ("facility", _("Right in percent")),
        ("discrimination", _("Discrimination")),
        ("error", _("Standard error")),
        ("hints", _("Hint")),
    )

    @cached_property
    def columns(self):
        return [
            TitleColumn("stem", label=capfirst(_("question")), accessor="stem", get_url=detail_url),
            Column("topic", label=capfirst(_("topic")), accessor="topic", sort_key="topic"),
            Column("answers", label=_("Answers"), accessor="figures.answers", sort_key="answers"),
            Column("uses", label=_("Uses"), accessor="figures.uses", sort_key="uses"),
            Column(
                "facility",
                label=_("Right"),
                accessor=lambda row: percent(row.figures.facility),
                sort_key="facility",
            ),
            Column(
                "discrimination",
                label=_("Discrimination"),
                accessor=lambda row: decimal(row.figures.discrimination),
                sort_key="discrimination",
            ),
            Column(
                "flag",
                label=_("Hint"),
                accessor=lambda row: label_of(row.figures),
                sort_key="flag",
            ),
        ]

    def get_filtered_queryset(self):
        questions = self.filter_queryset(Question.objects.all())
        chosen = self.filters.chosen
        rows = judge(questions, tallies_between(chosen("since"), chosen("until")))
        self.not_counted = answers_not_counted(
            questions, first=chosen("since"), last=chosen("until")
        )
        if flag := chosen("flag"):
            rows = [row for row in rows if any(f.flag.value == flag for f in row.figures.findings)]
        return self.sorted_rows(rows)

    def get_context_data(self, *args, **kwargs):
        return {**super().get_context_data(*args, **kwargs), "not_counted": self.not_counted}

    def sorted_rows(self, rows: list[JudgedQuestion]) -> list[JudgedQuestion]:
        """Return ``rows`` in the order asked for; what is not known stands last."""
        name = self.ordering.lstrip("-")
        known = [row for row in rows if sort_value(row, name) is not None]
        unknown = [row for row in rows if sort_value(row, name) is None]
        # The question's number decides among equals.
        known.sort(key=lambda row: row.pk)
        is_backwards = self.ordering.startswith("-")
        known.sort(key=lambda row: sort_value(row, name), reverse=is_backwards)
        return known + sorted(unknown, key=lambda row: row.pk)

    def cells_of(self, row: JudgedQuestion) -> dict:
        figures = row.figures
        return {
            "stem": row.stem,
            "topic": row.topic,
            "answers": figures.answers,
            "uses": figures.uses,
            "facility": rounded(figures.facility, 3, times=100),
            "discrimination": rounded(figures.discrimination, 3),
            "error": rounded(figures.discrimination_error, 3),
            "hints": " ".join(sentence_of(found, row.letters) for found in figures.findings),
        }


def detail_url(row: JudgedQuestion) -> str:
    """Return where one question is analysed."""
    return reverse("quizblocks_statistics:item", args=[row.pk])


def rounded(value: float | None, places: int, *, times: int = 1):
    """Return a number for a spreadsheet; nothing where too few answers tell it."""
    return None if value is None else round(value * times, places)


def sort_value(row: JudgedQuestion, name: str):
    """Return what ``row`` is sorted by."""
    figures = row.figures
    return {
        "flag": GRAVITY.get(figures.gravest, HARMLESS),
        "topic": row.topic,
        "answers": figures.answers,
        "uses": figures.uses,
        "facility": figures.facility,
        "discrimination": figures.discrimination,
    }[name]


class ItemView(KeepersOnlyMixin, WagtailAdminTemplateMixin, TemplateView):
    """One question: its figures, its choices and where it was asked."""

    template_name = "quizblocks/admin/item.html"
    header_icon = "table"
    page_title = _("Analysis of a question")

    def get_breadcrumbs_items(self):
        index = {"url": reverse("quizblocks_statistics:items"), "label": ItemReportView.page_title}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        question = get_object_or_404(Question, pk=self.kwargs["pk"])
        tallies = tallies_between(None, None).filter(question_key=question.translation_key)
        family = Question.objects.filter(translation_key=question.translation_key)
        judged = next(iter(judge(family, tallies)), None)
        return super().get_context_data(
            question=question,
            edit_url=reverse("wagtailsnippets_quizblocks_question:edit", args=[question.pk]),
            judged=judged,
            figures=figures_shown(judged) if judged else [],
            findings=[sentence_of(f, judged.letters) for f in judged.figures.findings]
            if judged
            else [],
            choices=choices_shown(question, judged) if judged else [],
            not_counted=answers_not_counted(family, first=None, last=None),
            places=places_of(count_places(tallies).get(question.translation_key, {})),
            **kwargs,
        )


def figures_shown(judged: JudgedQuestion) -> list[tuple[str, str, str]]:
    """Return name, value and meaning of each figure."""
    figures = judged.figures
    right = with_error(figures.facility, figures.facility_error, as_percent=True)
    apart = with_error(figures.discrimination, figures.discrimination_error)
    return [
        (_("Answers"), str(figures.answers), _("First answers; later tries are counted apart.")),
        (_("Uses"), str(figures.uses), _("In so many quizzes it was asked.")),
        (
            _("Right (facility)"),
            right,
            _("Mean share of the mark; the higher, the easier the question."),
        ),
        (_("By guessing"), percent(figures.guess), _("What somebody earns who ticks blindly.")),
        (_("Standard deviation"), percent(figures.spread), _("How much the marks differ.")),
        (
            _("Discrimination"),
            apart,
            _(
                "Do those who do well in the other questions do well in this one? 0.2 and more is good."
            ),
        ),
        (
            _("Answers compared"),
            str(figures.compared),
            _("Given together with others of the same quiz; only these tell the discrimination."),
        ),
    ]


def choices_shown(question: Question, judged: JudgedQuestion) -> list[dict]:
    """Return what the table says of each choice, in their order."""
    texts = {choice.translation_key: str(choice) for choice in question.choices.all()}
    named = {found.flag: found.choices for found in judged.figures.findings}
    return [
        {
            "letter": judged.letters[figures.key],
            "text": texts.get(figures.key, ""),
            "is_right": figures.is_right,
            "picked": figures.picked,
            "percent": round(100 * figures.share),
            "rest": percent(figures.rest),
            "discrimination": decimal(figures.discrimination),
            "is_weak": figures.key in named.get(Flag.WEAK_DISTRACTOR, ()),
            "is_suspect": figures.key in named.get(Flag.SUSPECT_KEY, ()),
        }
        for figures in judged.figures.choices
    ]
