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
from quizblocks.models import FiguresRun, Question
from quizblocks.rights import may_analyse

from .annulled import answers_not_counted
from .filters import ItemFilterSet
from .listed import KeptRows, ListedQuestion, rows_of_period
from .words import decimal, label_of, lettered_sentence, percent


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
            Column("answers", label=_("Answers"), sort_key="answers"),
            Column("uses", label=_("Uses"), sort_key="uses"),
            Column(
                "facility",
                label=_("Right"),
                accessor=lambda row: percent(row.facility),
                sort_key="facility",
            ),
            Column(
                "discrimination",
                label=_("Discrimination"),
                accessor=lambda row: decimal(row.discrimination),
                sort_key="discrimination",
            ),
            Column(
                "flag",
                label=_("Hint"),
                accessor=lambda row: label_of(row.findings),
                sort_key="flag",
            ),
        ]

    @cached_property
    def run(self) -> FiguresRun | None:
        """The last time at which figures were kept."""
        return FiguresRun.objects.order_by("began_at").last()

    def get_filtered_queryset(self):
        questions = self.filter_queryset(Question.objects.all())
        chosen = self.filters.chosen
        days = {"first": chosen("since"), "last": chosen("until")}
        asked = {"ordering": self.ordering, "flag": chosen("flag") or ""}
        self.not_counted = answers_not_counted(questions, **days)
        # Before the first run nothing is kept yet.
        if any(days.values()) or self.run is None:
            return rows_of_period(questions, **days, **asked)
        return KeptRows(questions, **asked)

    def get_context_data(self, *args, **kwargs):
        return {
            **super().get_context_data(*args, **kwargs),
            "not_counted": self.not_counted,
            "summed_at": self.run and self.run.began_at,
        }

    def cells_of(self, row: ListedQuestion) -> dict:
        return {
            "stem": row.stem,
            "topic": row.topic,
            "answers": row.answers,
            "uses": row.uses,
            "facility": rounded(row.facility, 3, times=100),
            "discrimination": rounded(row.discrimination, 3),
            "error": rounded(row.discrimination_error, 3),
            "hints": " ".join(lettered_sentence(found) for found in row.findings),
        }


def detail_url(row: ListedQuestion) -> str:
    """Return where one question is analysed."""
    return reverse("quizblocks_statistics:item", args=[row.pk])


def rounded(value: float | None, places: int, *, times: int = 1):
    """Return a number for a spreadsheet; nothing where too few answers tell it."""
    return None if value is None else round(value * times, places)
