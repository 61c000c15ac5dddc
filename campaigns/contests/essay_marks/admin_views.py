"""Marking essays in the admin: one at a time."""

from functools import cached_property

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from campaigns.contests.choices import RoundKind
from campaigns.contests.clock import database_now
from campaigns.contests.flags.tasks import search_round
from campaigns.contests.models import Round
from campaigns.contests.reading import published_rules
from campaigns.contests.results.admin_views import ResultAdminMixin
from campaigns.contests.results.closing import is_closed
from campaigns.contests.results.errors import ResultError
from campaigns.contests.rules import RoundRules
from goodnews.core.days import short_closing

from .errors import EssayDoneError, MarkedBeforeError
from .forms import MarkForm
from .giving import give_mark
from .waiting import essays_of, essays_to_mark, next_essay, own_marks, waiting_essays


class EssayMarksView(ResultAdminMixin, TemplateView):
    """Shows the next essay, nameless; takes the points for it."""

    template_name = "contests/admin/essay_marks.html"
    page_title = gettext_lazy("Essays")
    header_icon = "edit"

    @cached_property
    def round(self) -> Round:
        rounds = self.contest.rounds.filter(kind=RoundKind.SCORED)
        return get_object_or_404(rounds, number=self.kwargs["number"])

    @cached_property
    def said(self) -> RoundRules:
        """The published rules of the round.

        Raises:
            Http404: they ask for no essay.
        """
        _version, rules = published_rules(self.contest)
        said = next((each for each in rules.rounds if each.number == self.round.number), None)
        if said is None or not said.essay:
            raise Http404
        return said

    def get_context_data(self, *, form: MarkForm | None = None, **kwargs):
        said, user = self.said, self.request.user
        is_over = database_now() >= self.round.closes_at
        read = form.read if form else None
        essay = next_essay(self.round, said, user=user, read=read) if is_over else None
        # Points that were meant for one essay never stand below another.
        if essay is not None and (read is None or read.hex != essay.key):
            form = MarkForm(initial={"essay": essay.key}, worth=said.essay_worth)
        total = essays_to_mark(self.round).count()
        return super().get_context_data(
            contest=self.contest,
            round=self.round,
            rules=said,
            closes=short_closing(self.round.closes_at),
            is_over=is_over,
            essay=essay,
            total=total,
            done=total - waiting_essays(self.round, said).count(),
            own=own_marks(self.round, said, user=user),
            form=form,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = MarkForm(request.POST, worth=self.said.essay_worth)
        if form.is_valid():
            essays = essays_of(self.round).select_related("round__contest")
            attempt = get_object_or_404(essays, key=form.cleaned_data["essay"])
            try:
                give_mark(
                    attempt=attempt,
                    said=self.said,
                    points=form.cleaned_data["points"],
                    note=form.cleaned_data["note"],
                    user=request.user,
                    now=database_now(),
                )
            except (EssayDoneError, MarkedBeforeError) as error:
                messages.warning(request, error.message)
                return redirect(request.path)
            except ResultError as error:
                form.add_error("points", error.message)
            else:
                messages.success(request, _("Your mark is written down."))
                self._search_once_marked()
                return redirect(request.path)
        context = self.get_context_data(form=form)
        if context["essay"] is None or context["form"] is not form:
            messages.warning(request, EssayDoneError.message)
        return self.render_to_response(context)

    def _search_once_marked(self) -> None:
        """Look for signs anew when nothing waits any more: the scores say who is near a prize."""
        if is_closed(self.round) and not waiting_essays(self.round, self.said).exists():
            search_round.enqueue(self.round.pk)
