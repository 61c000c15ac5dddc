"""Results in the admin: close a round, look at its table, publish a version, take the papers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from campaigns.contests.choices import RoundKind
from campaigns.contests.evidence.act_words import act_detail
from campaigns.contests.flags.finding import is_search_due
from campaigns.contests.flags.tasks import search_round
from campaigns.contests.form_pages import FormPageMixin
from campaigns.contests.models import Contest, Entrant, FrozenTruth, Ranking, Round
from campaigns.contests.reading import published_rules
from goodnews.core.days import short_closing
from goodnews.core.spreadsheets.writing import as_download

from .admin_forms import PublishForm, SearchForm, StandingForm
from .closing import close_round, is_closed
from .errors import NoSumError, ResultError
from .files import KINDS
from .official import OfficialTable
from .previews import preview_of
from .ranking import ALL_ROUNDS
from .standings import disqualify, reinstate
from .versions import findings_of, make_ranking

RUN_CONTESTS = "contests.change_contest"
MOST_FOUND = 30


def may_run_contests(user) -> bool:
    """Tell whether ``user`` closes rounds, publishes tables and takes papers with full names."""
    return user.has_perm(RUN_CONTESTS)


class ResultAdminMixin(WagtailAdminTemplateMixin):
    """Opens a view to organisers; knows the contest of the address and the way back."""

    header_icon = "list-ol"
    page_title = gettext_lazy("Results")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_run_contests(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def contest(self) -> Contest:
        return get_object_or_404(Contest.objects.published(), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return self.contest.title

    def get_breadcrumbs_items(self):
        board = {
            "url": reverse("contest_results_admin:board", args=[self.contest.pk]),
            "label": self.contest.title,
        }
        return [*self.breadcrumbs_items, board, {"url": "", "label": self.get_page_title()}]


class ResultBoardView(ResultAdminMixin, TemplateView):
    """All rounds of a contest: which are closed, which tables are published; a search for people."""

    template_name = "contests/admin/result_board.html"

    def get_context_data(self, **kwargs):
        versions = Ranking.objects.filter(contest=self.contest).light().order_by("number")
        newest = {each.round_id: each for each in versions}
        rounds = self.contest.rounds.filter(kind=RoundKind.SCORED).order_by("number", "pk")
        _version, rules = published_rules(self.contest)
        form = SearchForm(self.request.GET)
        return super().get_context_data(
            contest=self.contest,
            has_sum=rules.ranks_whole_contest,
            lines=[
                (each, short_closing(each.closes_at), is_closed(each), newest.get(each.pk))
                for each in rounds
            ],
            sum=newest.get(None),
            form=form,
            found=self._found(form),
            most_found=MOST_FOUND,
            **kwargs,
        )

    def _found(self, form: SearchForm) -> list[Entrant] | None:
        folded = form.folded
        if not folded:
            return None
        people = Entrant.objects.filter(contest=self.contest, folded_name__contains=folded)
        return list(people.select_related("unit").order_by("folded_name", "pk")[:MOST_FOUND])


class RoundResultView(FormPageMixin, ResultAdminMixin, TemplateView):
    """One round, or the sum: its findings, a look at its table, its versions."""

    template_name = "contests/admin/round_results.html"

    @cached_property
    def round(self) -> Round | None:
        number = self.kwargs["number"]
        if number == ALL_ROUNDS:
            return None
        rounds = self.contest.rounds.filter(kind=RoundKind.SCORED)
        return get_object_or_404(rounds, number=number)

    def get_page_title(self):
        return self.round.title if self.round else _("All rounds together")

    def make_form(self, data=None):
        published = Ranking.objects.of(self.contest, self.round).exists()
        return PublishForm(data, needs_reason=published)

    def keep(self, said):
        ranking = make_ranking(
            contest=self.contest,
            round_=self.round,
            reason=said["reason"],
            user=self.request.user,
            now=timezone.now(),
        )
        return _("Version %(number)s is published.") % {"number": ranking.number}

    def get_context_data(self, **kwargs):
        versions = list(
            Ranking.objects.light()
            .of(self.contest, self.round)
            .select_related("made_by", "rules")
            .order_by("-number")
        )
        _version, rules = published_rules(self.contest)
        has_table = self.round is not None or rules.ranks_whole_contest
        context = super().get_context_data(
            contest=self.contest,
            round=self.round,
            closes=short_closing(self.round.closes_at) if self.round else "",
            closed=self.round is None or is_closed(self.round),
            is_over=self.round is None or self.round.closes_at <= timezone.now(),
            truth=FrozenTruth.objects.filter(round=self.round).first() if self.round else None,
            findings=findings_of(self.contest, self.round),
            is_search_due=self._is_search_due(),
            refusal="" if has_table else NoSumError.message,
            versions=versions,
            kinds=KINDS,
            **kwargs,
        )
        context["number"] = self.kwargs["number"]
        # A large table takes seconds: it is looked at when asked for.
        if "preview" in self.request.GET:
            self._add_preview(context)
        return context

    def _is_search_due(self) -> bool:
        """Tell whether signs were not looked for in all that would be published."""
        rounds = [self.round] if self.round else self.contest.rounds.filter(kind=RoundKind.SCORED)
        return any(is_closed(each) and is_search_due(each) for each in rounds)

    def _add_preview(self, context: dict) -> None:
        try:
            context["preview"] = preview_of(self.contest, self.round, timezone.now())
        except ResultError as error:
            context["preview_refusal"] = error.message

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.POST.get("do") == "close":
            return self._close()
        return super().post(request, *args, **kwargs)

    def _close(self) -> HttpResponse:
        if self.round is None:
            raise Http404
        try:
            truth = close_round(round_=self.round, user=self.request.user, now=timezone.now())
        except ResultError as error:
            messages.error(self.request, error.message)
        else:
            said = _("The round is closed.")
            if truth:
                said = _("The round is closed; the predictions are measured by %(number)s.") % {
                    "number": truth.number
                }
            messages.success(self.request, said)
            search_round.enqueue(self.round.pk)
        return redirect(self.request.path)


class StandingView(FormPageMixin, ResultAdminMixin, TemplateView):
    """Puts one entrant out, or takes one back, with a reason; the row stays."""

    template_name = "contests/admin/standing.html"
    page_title = gettext_lazy("Standing of an entrant")

    @cached_property
    def entrant(self) -> Entrant:
        people = Entrant.objects.select_related("unit", "league")
        return get_object_or_404(people, contest=self.contest, pk=self.kwargs["entrant_pk"])

    def make_form(self, data=None):
        return StandingForm(data)

    def keep(self, said):
        act = {"out": disqualify, "back": reinstate}[said["do"]]
        act(
            entrant=self.entrant,
            reason=said["reason"],
            user=self.request.user,
            now=timezone.now(),
        )
        return _("Written down. Publish the tables anew.")

    def get_success_url(self):
        return reverse("contest_results_admin:board", args=[self.contest.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            contest=self.contest,
            entrant=self.entrant,
            acts=[
                (act, act_detail(act))
                for act in self.entrant.acts.select_related("made_by").order_by("pk")
            ],
            attempts=self.entrant.attempts.select_related("round").order_by("pk")[:100],
            **kwargs,
        )


class ResultFileView(ResultAdminMixin, View):
    """Sends one file of a version."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        kind = next((each for each in KINDS if each.code == kwargs["kind"]), None)
        if kind is None:
            raise Http404
        rankings = Ranking.objects.defer("inputs").select_related("round", "rules")
        ranking = get_object_or_404(rankings, contest=self.contest, pk=kwargs["ranking_pk"])
        number = ranking.round.number if ranking.round_id else ALL_ROUNDS
        name = f"{kind.code}-{self.contest.slug}-{number}-ban-{ranking.number}.{kind.extension}"
        content = kind.make(OfficialTable(ranking))
        return as_download(content, name, content_type=kind.content_type)
