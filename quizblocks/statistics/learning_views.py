""" "Bạn đọc học được gì": what editors read of the answers to their quizzes."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from quizblocks.models import Question

from .filters import LearningFilterSet
from .learning import LearningRow, learned_by_article, learned_by_topic
from .reading import tallies_between
from .views import XlsxOnlyMixin, rounded
from .words import percent

SORTED = {
    "answers": lambda row: row.answers,
    "share": lambda row: row.share,
    "later": lambda row: row.later,
}


def may_read_learning(user) -> bool:
    """Tell whether ``user`` may read how readers answered practice questions."""
    return user.has_perm("quizblocks.view_questiontally")


class LearningReportView(XlsxOnlyMixin, ReportView):
    """Right shares by article or topic, first answers beside later ones."""

    page_title = _("What readers learn")
    header_icon = "glasses"
    results_template_name = "quizblocks/admin/learning_report_results.html"
    index_url_name = "quizblocks_statistics:learning"
    index_results_url_name = "quizblocks_statistics:learning_results"
    filterset_class = LearningFilterSet
    model = Question
    default_ordering = "-answers"
    paginate_by = 50
    sheet_title = _("What readers learn")
    file_stem = "ban-doc-hoc-duoc-gi"
    sheet_columns = (
        ("name", _("Article or topic")),
        ("answers", _("First answers")),
        ("share", _("Right in percent")),
        ("later", _("Later answers")),
        ("later_share", _("Right later in percent")),
        ("hardest", _("Hardest question")),
        ("hardest_share", _("Right there in percent")),
    )

    def dispatch(self, request, *args, **kwargs):
        if not may_read_learning(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self):
        return [
            TitleColumn("name", label=_("Article or topic"), get_url=lambda row: row.url),
            Column("answers", label=_("First answers"), sort_key="answers"),
            Column(
                "share",
                label=_("Right"),
                accessor=lambda row: percent(row.share),
                sort_key="share",
            ),
            Column("later", label=_("Later answers"), sort_key="later"),
            Column("later_share", label=_("Right"), accessor=lambda row: percent(row.later_share)),
            Column("hardest", label=_("Hardest question"), accessor=hardest_shown),
        ]

    def get_filtered_queryset(self):
        # Never a contest question: articles show none, and this report is for editors.
        questions = self.filter_queryset(Question.objects.without_contest())
        chosen = self.filters.chosen
        tallies = tallies_between(chosen("since"), chosen("until"))
        by_topic = chosen("by") == "topic"
        rows = (learned_by_topic if by_topic else learned_by_article)(tallies, questions)
        return self.sorted_rows(rows)

    def sorted_rows(self, rows: list[LearningRow]) -> list[LearningRow]:
        """Return ``rows`` in the order asked for; what is not known stands last."""
        value = SORTED[self.ordering.lstrip("-")]
        rows.sort(key=lambda row: (row.name, row.url))
        known = [row for row in rows if value(row) is not None]
        known.sort(key=value, reverse=self.ordering.startswith("-"))
        return known + [row for row in rows if value(row) is None]

    def cells_of(self, row: LearningRow) -> dict:
        stem, share = row.hardest or ("", None)
        return {
            "name": row.name,
            "answers": row.answers,
            "share": rounded(row.share, 1, times=100),
            "later": row.later,
            "later_share": rounded(row.later_share, 1, times=100),
            "hardest": stem,
            "hardest_share": rounded(share, 1, times=100),
        }


def hardest_shown(row: LearningRow) -> str:
    """Return the hardest question with its right share; a dash where too few answers tell it."""
    if row.hardest is None:
        return "–"
    stem, share = row.hardest
    return f"{stem} ({percent(share)})"
