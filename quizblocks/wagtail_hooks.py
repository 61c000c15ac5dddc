"""Registration of the question bank in the admin."""

from django.shortcuts import redirect
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .choices import QuestionState
from .errors import UnreviewedError
from .gates import gated_urls
from .life.bulk import ApproveBulkAction, PassBulkAction
from .life.log_actions import register_life_actions
from .life.queues import queue_menu_item
from .models import Question, QuestionLife
from .papers.admin import LOG_FORMATTERS, PapersMenuItem, PrintBulkAction, paper_urls
from .rights import may_analyse
from .statistics.item_view import ItemView
from .statistics.learning_views import LearningReportView, may_read_learning
from .statistics.views import ItemReportView
from .viewsets import QuestionBankViewSetGroup

register_snippet(QuestionBankViewSetGroup)
hooks.register("register_bulk_action", ApproveBulkAction)
hooks.register("register_bulk_action", PassBulkAction)
hooks.register("register_log_actions", register_life_actions)

# The last approval publishes, and taking out of use asks for a reason.
REPLACED_ACTIONS = ("action-publish", "action-unpublish")


@hooks.register("construct_snippet_action_menu")
def leave_publishing_to_reviews(menu_items, request, context):
    if context["model"] is Question:
        menu_items[:] = [item for item in menu_items if item.name not in REPLACED_ACTIONS]


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


@hooks.register("before_publish")
def explain_before_publishing(request, instance):
    """Lead whoever publishes past the review back to the form; the draft is saved."""
    if not isinstance(instance, Question):
        return None
    approved = QuestionLife.objects.filter(question=instance.pk, state=QuestionState.APPROVED)
    if approved.exists():
        return None
    messages.warning(request, UnreviewedError.default_message)
    return redirect("wagtailsnippets_quizblocks_question:edit", instance.pk)


hooks.register("register_bulk_action", PrintBulkAction)


@hooks.register("register_admin_urls")
def register_papers():
    return paper_urls()


hooks.register("register_question_bank_menu_item", queue_menu_item)
hooks.register("register_question_bank_menu_item", PapersMenuItem)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, formatter in LOG_FORMATTERS.items():
        actions.register_action(action)(formatter)
