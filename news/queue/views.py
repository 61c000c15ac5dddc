"""The queue in Wagtail's admin."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import IndexView

from goodnews.core.folding import fold
from goodnews.core.row_choices import is_row_id
from goodnews.workflows.errors import ReviewerMismatchError
from goodnews.workflows.forms import ReturnForm
from goodnews.workflows.models import WaitingItem
from goodnews.workflows.querysets import QUEUE_ROLES
from goodnews.workflows.services import may_set_priority

from .actions import QueueAction, apply_action, done_in_words
from .filters import QueueFilterSet
from .rows import for_rows, open_keys_of, rows_of

PAGE_SIZE = 50
ORDERINGS = ("due_at", "-due_at", "entered_at", "-entered_at")


def may_see_queue(user) -> bool:
    """Tell whether the queue is the business of ``user``."""
    return user.is_superuser or bool(user.roles & QUEUE_ROLES)


class QueueAccessMixin:
    """Lets in who reviews, edits or approves."""

    def dispatch(self, request, *args, **kwargs):
        if not may_see_queue(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class QueueView(QueueAccessMixin, IndexView):
    """What waits, most urgent first (hàng chờ)."""

    model = WaitingItem
    # Who may see what stands in the query itself.
    any_permission_required = None
    permission_policy = None
    page_title = gettext_lazy("Queue")
    header_icon = "tasks"
    template_name = "news/admin/queue.html"
    results_template_name = "news/admin/queue_results.html"
    index_url_name = "news_queue"
    index_results_url_name = "news_queue_results"
    filterset_class = QueueFilterSet
    paginate_by = PAGE_SIZE
    is_searchable = True
    verbose_name_plural = gettext_lazy("stories")

    def get_base_queryset(self):
        self.now = timezone.now()
        items = WaitingItem.objects.waiting().visible_to(self.request.user)
        return for_rows(items, now=self.now)

    def search_queryset(self, queryset):
        """Find words of titles and units as people type them; what waits, a few people decide."""
        words = fold(self.search_query or "").split()
        if not words:
            return queryset
        rows = queryset.order_by().values_list("pk", "page__draft_title", "unit__name")
        texts = ((pk, fold(f"{title} {unit or ''}")) for pk, title, unit in rows)
        return queryset.filter(pk__in=[pk for pk, text in texts if all(w in text for w in words)])

    def get_valid_orderings(self):
        return ORDERINGS

    def order_queryset(self, queryset):
        if self.ordering in ORDERINGS:
            return queryset.order_by(self.ordering, "pk")
        return queryset.most_urgent_first()

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        query = self.request.GET.copy()
        query.pop("_w_filter_fragment", None)
        here = f"{self.index_url}?{query.urlencode()}" if query else self.index_url
        query.pop("ordering", None)
        query.pop(self.page_kwarg, None)
        user, items = self.request.user, list(context["object_list"])
        open_keys = open_keys_of(items, user=user)
        return {
            **context,
            "rows": rows_of(items, user=user, now=self.now, open_keys=open_keys),
            "may_hurry": may_set_priority(user),
            "here": here,
            "sort_query": query.urlencode(),
        }


class QueueActionView(QueueAccessMixin, View):
    """Does one thing to the chosen pages; a return asks for its reasons first."""

    http_method_names = ["post"]

    def post(self, request):
        action = request.POST.get("action")
        items = self._chosen()
        if action not in QueueAction.values:
            messages.error(request, _("Choose what to do with the stories."))
        elif not items:
            messages.error(request, _("Choose at least one story; those that left are gone."))
        elif action == QueueAction.RETURN:
            return self._return(items)
        else:
            self._apply(items, QueueAction(action))
        return redirect(self._back())

    def _chosen(self) -> list[WaitingItem]:
        keys = [key for key in self.request.POST.getlist("item") if is_row_id(key)]
        items = WaitingItem.objects.waiting().visible_to(self.request.user)
        chosen = items.filter(pk__in=keys[:PAGE_SIZE]).select_related("page", "task")
        return list(chosen.most_urgent_first())

    def _return(self, items):
        decidable = WaitingItem.objects.decidable_by(self.request.user)
        own = set(decidable.filter(pk__in=[item.pk for item in items]).values_list("pk", flat=True))
        for item in items:
            if item.pk not in own:
                refusal = ReviewerMismatchError.default_message
                messages.error(self.request, f"“{item.page.draft_title}”: {refusal}")
        items = [item for item in items if item.pk in own]
        if not items:
            return redirect(self._back())
        asked = "confirmed" in self.request.POST
        form = ReturnForm(self.request.POST if asked else None)
        if form.is_valid():
            self._apply(items, QueueAction.RETURN, comment=form.cleaned_data["comment"])
            return redirect(self._back())
        context = {"form": form, "items": items, "next": self._back()}
        return render(self.request, "news/admin/queue_return.html", context)

    def _apply(self, items, action: QueueAction, comment: str = "") -> None:
        user = self.request.user
        outcome = apply_action(items, action=action, user=user, now=timezone.now(), comment=comment)
        if outcome.done_count:
            messages.success(self.request, done_in_words(action, outcome.done_count))
        for refusal in outcome.refusals:
            messages.error(self.request, refusal)

    def _back(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse("news_queue")
