"""The list of what waits for somebody, and its place in the menu."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.snippets.views.snippets import UnpublishView

from quizblocks.choices import QuestionState
from quizblocks.columns import FewStatesColumn
from quizblocks.models import QuestionLife
from quizblocks.rights import may_approve, may_review

from .sheets import life_of

SPACE = "wagtailsnippets_quizblocks_question"
# Sixty imported drafts are looked through together, the longest waiting first.
QUEUE_PAGE = 60
QUEUE_RESULTS = "quizblocks/admin/life/queue_results.html"
QUEUE_ORDER = ("life__saved_at", "pk")


class QueueMixin:
    """Makes a list of questions one of those that somebody else wrote."""

    page_title = _("Waiting for review")

    def dispatch(self, request, *args, **kwargs):
        if not may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        waiting = QuestionLife.objects.waiting_for(self.request.user)
        return super().get_base_queryset().filter(life__in=waiting)

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return queryset.order_by(*QUEUE_ORDER)

    def get_edit_url(self, instance):
        return reverse(f"{SPACE}:review", args=[instance.pk])


class QueueMenuItem(MenuItem):
    """The way to the reviews, for those who review."""

    def is_shown(self, request):
        return may_review(request.user)


def queue_menu_item() -> QueueMenuItem:
    """Return the queue's entry in the menu."""
    url = reverse_lazy(f"{SPACE}:queue")
    return QueueMenuItem(
        _("Waiting for review"), url, name="question-queue", icon_name="tasks", order=10
    )


def state_column() -> FewStatesColumn:
    """Return the column that says where a question stands."""
    return FewStatesColumn(
        "state",
        label=_("State"),
        accessor=lambda question: life_of(question).get_state_display(),
        primary=lambda question: life_of(question).state == QuestionState.APPROVED,
        sort_key="life__state",
    )


class RetireInsteadView(UnpublishView):
    """Taking a question off asks for a reason: on its review page."""

    def dispatch(self, request, *args, **kwargs):
        if not may_approve(request.user):
            raise PermissionDenied
        return redirect(f"{SPACE}:review", kwargs["pk"])
