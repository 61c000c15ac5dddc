"""Good wishes and follow-ups in Wagtail's admin."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import IndexView

from goodnews.core.row_choices import is_row_id
from goodnews.workflows.querysets import OFFICE_ROLES

from .choices import GreetingState
from .models import ExemplarPage, Greeting
from .wishes import decide_greetings

PAGE_SIZE = 50
DECISIONS = {"show": GreetingState.SHOWN, "refuse": GreetingState.REFUSED}


def works_in_the_office(user) -> bool:
    """Tell whether good wishes and follow-ups are the business of ``user``."""
    return user.is_superuser or bool(user.roles & OFFICE_ROLES)


class OfficeMixin:
    """Lets in the provincial office."""

    def dispatch(self, request, *args, **kwargs):
        if not works_in_the_office(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OfficeListView(OfficeMixin, IndexView):
    """A list that the office works through."""

    # Who may see is asked above.
    any_permission_required = None
    permission_policy = None
    paginate_by = PAGE_SIZE

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def order_queryset(self, queryset):
        return queryset


class GreetingFilterSet(WagtailFilterSet):
    """The state; without one those that wait."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("state"), choices=GreetingState.choices, empty_label=None
    )

    class Meta:
        model = Greeting
        fields = ["state"]

    def filter_queryset(self, queryset):
        state = self.form.cleaned_data.get("state")
        if state:
            return queryset.filter(state=state)
        return queryset.waiting()


class GreetingsView(OfficeListView):
    """Good wishes of readers, the oldest waiting ones first (lời chúc)."""

    model = Greeting
    page_title = gettext_lazy("Good wishes")
    header_icon = "comment"
    template_name = "exemplars/admin/greetings.html"
    results_template_name = "exemplars/admin/greetings_results.html"
    index_url_name = "exemplars_greetings"
    index_results_url_name = "exemplars_greetings_results"
    filterset_class = GreetingFilterSet
    verbose_name_plural = gettext_lazy("greetings")

    def get_base_queryset(self):
        return Greeting.objects.select_related("exemplar", "decided_by").order_by("sent_at", "pk")

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        query = self.request.GET.copy()
        query.pop("_w_filter_fragment", None)
        here = f"{self.index_url}?{query.urlencode()}" if query else self.index_url
        greetings = list(context["object_list"])
        for greeting in greetings:
            # Kept as a message id, said in the language of whoever reads it.
            greeting.warning_text = _(greeting.warning) if greeting.warning else ""
        return {**context, "greetings": greetings, "here": here}


class GreetingActionView(OfficeMixin, View):
    """Shows or refuses the chosen good wishes."""

    http_method_names = ["post"]

    def post(self, request):
        state = DECISIONS.get(request.POST.get("action", ""))
        keys = [key for key in request.POST.getlist("item") if is_row_id(key)][:PAGE_SIZE]
        if state is None or not keys:
            messages.error(request, _("Choose good wishes, then what to do with them."))
        else:
            self._decide(keys, state)
        back = get_valid_next_url_from_request(request)
        return redirect(back or reverse("exemplars_greetings"))

    def _decide(self, keys: list[str], state: GreetingState) -> None:
        # Several at once are quickly ticked; what looks suspicious is decided alone.
        skips = len(keys) > 1 and state == GreetingState.SHOWN
        count = decide_greetings(
            keys=[int(key) for key in keys],
            state=state,
            user=self.request.user,
            now=timezone.now(),
            skips_warned=skips,
        )
        if count:
            done = (
                ngettext("%(count)d greeting is shown.", "%(count)d greetings are shown.", count)
                if state == GreetingState.SHOWN
                else ngettext(
                    "%(count)d greeting is refused.", "%(count)d greetings are refused.", count
                )
            )
            messages.success(self.request, done % {"count": count})
        if skips and Greeting.objects.filter(pk__in=keys).exclude(warning="").exists():
            messages.warning(
                self.request, _("Those with a warning were left: decide about each alone.")
            )


class FollowUpsView(OfficeListView):
    """Profiles about which to ask again (theo dõi sau khi tuyên dương)."""

    model = ExemplarPage
    page_title = gettext_lazy("Follow-ups due")
    header_icon = "history"
    template_name = "exemplars/admin/follow_ups.html"
    results_template_name = "exemplars/admin/follow_ups_results.html"
    index_url_name = "exemplars_follow_ups"
    index_results_url_name = "exemplars_follow_ups_results"
    verbose_name_plural = gettext_lazy("exemplars")

    def get_base_queryset(self):
        due = ExemplarPage.objects.follow_up_due(today=timezone.localdate())
        return due.select_related("unit").defer("body")
