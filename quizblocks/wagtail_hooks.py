"""Registration of the question bank in the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .gates import gated_urls
from .life.bulk import ApproveBulkAction, PassBulkAction
from .life.log_actions import register_life_actions
from .models import Question
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
