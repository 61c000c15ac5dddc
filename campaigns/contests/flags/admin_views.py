"""Signs in the admin: the list, one sign, and what two people say of it."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from campaigns.contests.choices import RoundKind
from campaigns.contests.clock import database_now
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.form_pages import FormPageMixin
from campaigns.contests.models import Attempt, ContestAct, Flag, FlagRun, Round
from campaigns.contests.results.admin_views import ResultAdminMixin

from .admin_forms import FlagFilterForm, ReviewForm
from .choices import Verdict
from .reviewing import clear_group, review_flag
from .tasks import search_round
from .words import explanation

PER_PAGE = 50
MOST_OTHERS = 30


class FlagListView(ResultAdminMixin, TemplateView):
    """The signs of a contest, the best scores first; looks for them anew when asked."""

    page_title = gettext_lazy("Signs to look at")
    header_icon = "warning"
    template_name = "contests/admin/flag_list.html"

    @cached_property
    def rounds(self) -> list[Round]:
        rounds = self.contest.rounds.filter(kind=RoundKind.SCORED)
        return list(rounds.order_by("number", "pk"))

    @cached_property
    def closed(self) -> set[int]:
        acts = ContestAct.objects.filter(contest=self.contest, kind=ActKind.CLOSED)
        return set(acts.values_list("round_id", flat=True))

    def get_context_data(self, **kwargs):
        form = FlagFilterForm(self.request.GET, rounds=self.rounds)
        flags = Flag.objects.filter(round__contest=self.contest)
        flags = form.filter(flags).select_related("entrant__unit", "round")
        flags = flags.prefetch_related("reviews")
        page = Paginator(flags.order_by("-score", "pk"), PER_PAGE).get_page(form.page)
        page.object_list = [
            (flag, explanation(flag), [each.reviewer_id for each in flag.reviews.all()])
            for flag in page.object_list
        ]
        chosen = {
            name: self.request.GET[name]
            for name in ("round", "kind", "state")
            if self.request.GET.get(name)
        }
        return super().get_context_data(
            contest=self.contest,
            form=form,
            page=page,
            runs=self._runs(),
            query=f"{urlencode(chosen)}&" if chosen else "",
            **kwargs,
        )

    def _runs(self) -> list[tuple[Round, bool, FlagRun | None]]:
        runs = {run.round_id: run for run in FlagRun.objects.filter(round__in=self.rounds)}
        return [(each, each.pk in self.closed, runs.get(each.pk)) for each in self.rounds]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Look for the signs of one closed round."""
        wanted = request.POST.get("round", "")
        round_ = next((each for each in self.rounds if str(each.number) == wanted), None)
        if round_ is None or round_.pk not in self.closed:
            messages.error(request, _("Close the round first."))
        else:
            search_round.enqueue(round_.pk)
            messages.success(
                request, _("The attempts are being gone over. Load the page anew in a moment.")
            )
        return redirect(request.path)


class FlagView(FormPageMixin, ResultAdminMixin, TemplateView):
    """One sign: why it is one, whom it concerns, and what was said of it."""

    page_title = gettext_lazy("Sign to look at")
    header_icon = "warning"
    template_name = "contests/admin/flag.html"

    @cached_property
    def flag(self) -> Flag:
        flags = Flag.objects.select_related("entrant__unit", "round")
        return get_object_or_404(flags, round__contest=self.contest, pk=self.kwargs["flag_pk"])

    @cached_property
    def others(self):
        """The other signs of the group; none where it is of one alone."""
        if not self.flag.group:
            return Flag.objects.none()
        flags = Flag.objects.filter(
            round=self.flag.round_id, kind=self.flag.kind, group=self.flag.group
        )
        return flags.exclude(pk=self.flag.pk).select_related("entrant__unit")

    @cached_property
    def other_count(self) -> int:
        return self.others.count()

    def make_form(self, data=None):
        return ReviewForm(data, has_group=self.other_count > 0)

    def get_context_data(self, **kwargs):
        reviews = list(self.flag.reviews.select_related("reviewer"))
        attempts = Attempt.objects.ended().filter(
            entrant=self.flag.entrant_id, round=self.flag.round_id
        )
        return super().get_context_data(
            contest=self.contest,
            flag=self.flag,
            why=explanation(self.flag),
            attempts=attempts.order_by("number"),
            others=list(self.others[:MOST_OTHERS]),
            other_count=self.other_count,
            reviews=reviews,
            has_said=any(each.reviewer_id == self.request.user.pk for each in reviews),
            **kwargs,
        )

    def keep(self, said):
        values = {"reason": said["reason"], "user": self.request.user, "now": database_now()}
        flag = review_flag(flag=self.flag, verdict=Verdict(said["verdict"]), **values)
        count = 1
        if said.get("whole_group"):
            count += clear_group(flag=flag, **values)
        if flag.outcome == Verdict.DISQUALIFY:
            messages.warning(self.request, _("The entrant is out. Publish the tables anew."))
        judged = ngettext("%(count)d sign is judged.", "%(count)d signs are judged.", count)
        return judged % {"count": count}
