"""Registration of the question bank in the admin."""

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .gates import gated_urls
from .rights import may_analyse
from .statistics.learning_views import LearningReportView, may_read_learning
from .statistics.views import ItemReportView, ItemView
from .viewsets import QuestionBankViewSetGroup

register_snippet(QuestionBankViewSetGroup)


@hooks.register("register_admin_urls", order=-10)
def register_gates():
    """Stand before wagtail-localize's addresses."""
    return gated_urls()


@hooks.register("register_admin_urls")
def register_statistics():
    """Reports on answers."""
    items, learning = ItemReportView.as_view, LearningReportView.as_view
    addresses = [
        path("phan-tich-cau-hoi/", items(), name="items"),
        path("phan-tich-cau-hoi/results/", items(results_only=True), name="items_results"),
        path("phan-tich-cau-hoi/<int:pk>/", ItemView.as_view(), name="item"),
        path("ban-doc-hoc-duoc-gi/", learning(), name="learning"),
        path("ban-doc-hoc-duoc-gi/results/", learning(results_only=True), name="learning_results"),
    ]
    return [path("reports/", include((addresses, "quizblocks_statistics")))]


class AnalysisMenuItem(MenuItem):
    """Shown to whoever keeps the keys."""

    def is_shown(self, request):
        return may_analyse(request.user)


class LearningMenuItem(MenuItem):
    """Shown to whoever may read the counts."""

    def is_shown(self, request):
        return may_read_learning(request.user)


@hooks.register("register_reports_menu_item")
def register_analysis_item():
    return AnalysisMenuItem(
        ItemReportView.page_title,
        reverse("quizblocks_statistics:items"),
        name="analysis-of-questions",
        icon_name="table",
        order=30,
    )


@hooks.register("register_reports_menu_item")
def register_learning_item():
    return LearningMenuItem(
        LearningReportView.page_title,
        reverse("quizblocks_statistics:learning"),
        name="what-readers-learn",
        icon_name="glasses",
        order=31,
    )
