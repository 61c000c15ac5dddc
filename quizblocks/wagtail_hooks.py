"""Registration of the question bank in the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .gates import gated_urls
from .papers.admin import LOG_FORMATTERS, PapersMenuItem, PrintBulkAction, paper_urls
from .viewsets import QuestionBankViewSetGroup

register_snippet(QuestionBankViewSetGroup)


@hooks.register("register_admin_urls", order=-10)
def register_gates():
    """Stand before wagtail-localize's addresses."""
    return gated_urls()


hooks.register("register_bulk_action", PrintBulkAction)


@hooks.register("register_admin_urls")
def register_papers():
    return paper_urls()


@hooks.register("register_question_bank_menu_item")
def add_papers_to_menu():
    return PapersMenuItem()


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, formatter in LOG_FORMATTERS.items():
        actions.register_action(action)(formatter)
