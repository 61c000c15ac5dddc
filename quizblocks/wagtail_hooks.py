"""Registration of the question bank in the admin."""

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from .choices import QuestionState
from .errors import UnreviewedError
from .gates import gated_urls
from .life.bulk import ApproveBulkAction, PassBulkAction
from .life.log_actions import register_life_actions
from .models import Question, QuestionLife
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
