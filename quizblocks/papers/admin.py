"""What printed papers add to Wagtail's admin: addresses, a place in the menu, a bulk action, the log."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from quizblocks.importing.forms import numbers_of
from quizblocks.models import Question
from quizblocks.rights import may_print

from . import views
from .errors import PaperTooLongError
from .services import DELETED, MADE, MOST_QUESTIONS


def paper_urls() -> list:
    """Return the addresses of papers in the admin."""
    of_paper = "<int:pk>/"
    addresses = [
        path("", views.PaperListView.as_view(), name="list"),
        path("moi/", views.PaperMakeView.as_view(), name="new"),
        path(of_paper, views.PaperView.as_view(), name="paper"),
        path(f"{of_paper}xoa/", views.PaperDeleteView.as_view(), name="delete"),
        path(f"{of_paper}tat-ca/", views.EverythingView.as_view(), name="everything"),
        path(f"{of_paper}phieu/<str:kind>/", views.AnswerSheetView.as_view(), name="sheet"),
        path(f"{of_paper}dap-an/<str:kind>/", views.KeyTableView.as_view(), name="key"),
        path(f"{of_paper}de/<str:code>/<str:kind>/", views.VariantView.as_view(), name="variant"),
    ]
    return [path("de-in/", include((addresses, "papers")))]


class PapersMenuItem(MenuItem):
    """The papers in the menu of the bank."""

    def __init__(self):
        super().__init__(
            _("Papers"), reverse_lazy("papers:list"), name="papers", icon_name="doc-full", order=30
        )

    def is_shown(self, request):
        return may_print(request.user)


class PrintBulkAction(SnippetBulkAction):
    """Leads from ticked questions to the form of a paper."""

    models = [Question]
    display_name = _("Print as a paper")
    action_type = "print"
    aria_label = _("Print the selected questions as a paper")
    action_priority = 20

    def get(self, request, *args, **kwargs):
        ids = request.GET.getlist("id")
        if "all" in ids or len(ids) > MOST_QUESTIONS:
            messages.error(request, PaperTooLongError.message)
            return redirect(self.next_url)
        query = urlencode([("id", pk) for pk in numbers_of(ids, most=views.LAST_ID)])
        return redirect(f"{reverse('papers:new')}?{query}")

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)


class MadeFormatter(LogFormatter):
    label = _("Paper made")

    def format_message(self, log_entry):
        message = _("Paper made: %(questions)s questions, %(variants)s variants")
        return message % {name: log_entry.data.get(name, "–") for name in ("questions", "variants")}


class DeletedFormatter(LogFormatter):
    label = _("Paper deleted")

    def format_message(self, log_entry):
        return _("Paper deleted")


LOG_FORMATTERS = {MADE: MadeFormatter, DELETED: DeletedFormatter}
