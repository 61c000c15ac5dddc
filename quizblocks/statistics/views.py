""" "Phân tích câu hỏi": the figures of every answered question, and of one."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button

from goodnews.core.spreadsheets.tables import Column as SheetColumn
from goodnews.core.spreadsheets.writing import as_download, write_table
from quizblocks.models import Question
from quizblocks.rights import may_analyse

from .annulled import answers_not_counted
from .filters import ItemFilterSet
from .items import Flag
from .reading import JudgedQuestion, judge, tallies_between
from .words import decimal, label_of, percent, sentence_of

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
