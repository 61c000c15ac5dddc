"""What organisers do with one entrant beside the standing: extra time, and who a winner is."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from campaigns.contests.attempts.extra_time import (
    ExtraTimeError,
    give_attempt_time,
    give_entrant_time,
)
from campaigns.contests.clock import database_now
from campaigns.contests.entrants.errors import ContestNotOverError
from campaigns.contests.entrants.taking_back import erase_entrant, unname_entrant
from campaigns.contests.evidence.act_words import act_detail
from campaigns.contests.models import Attempt, Entrant, Ranking

from .admin_views import ResultAdminMixin
from .entrant_forms import EntrantDataAct, EntrantDataForm, ExtraTimeForm, IdentityForm
from .identity import CheckWay, identity_checks, record_identity, way_words
from .official import OfficialTable


class EntrantActMixin(ResultAdminMixin):
    """A form that writes an act about one entrant."""

    header_icon = "user"
    template_name = "contests/admin/entrant_act.html"

    @cached_property
    def entrant(self) -> Entrant:
        people = Entrant.objects.select_related("unit", "contest")
        return get_object_or_404(people, contest=self.contest, pk=self.kwargs["entrant_pk"])

    def get_success_url(self) -> str:
        return reverse("contest_results_admin:standing", args=[self.contest.pk, self.entrant.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            contest=self.contest, entrant=self.entrant, intro=self.intro, send=self.send, **kwargs
        )


class ExtraTimeView(EntrantActMixin, FormView):
    """Gives an attempt that is open, or an entrant, more minutes."""

    page_title = gettext_lazy("Give extra time")
    form_class = ExtraTimeForm
    intro = gettext_lazy(
        "The new deadline holds at once; the entrant sees it with the next answer that is saved, "
        "or when the page is loaded anew. No attempt goes on after its round has closed."
    )
    send = gettext_lazy("Give the time")

    @cached_property
    def now(self):
        return database_now()

    def get_form_kwargs(self):
        attempts = Attempt.objects.filter(entrant=self.entrant).takes_answers_at(self.now)
        return {
            **super().get_form_kwargs(),
            "attempts": attempts.select_related("round").order_by("pk"),
        }

    def form_valid(self, form) -> HttpResponse:
        said = {
            "minutes": form.cleaned_data["minutes"],
            "reason": form.cleaned_data["reason"],
            "user": self.request.user,
            "now": database_now(),
        }
        try:
            if form.attempt:
                act = give_attempt_time(attempt=form.attempt, **said)
            else:
                act = give_entrant_time(entrant=self.entrant, **said)
        except ExtraTimeError as error:
            form.add_error(error.field, error.message)
            return self.form_invalid(form)
        messages.success(self.request, _("Written down: %(detail)s.") % {"detail": act_detail(act)})
        return redirect(self.get_success_url())


class EntrantDataView(EntrantActMixin, FormView):
    """Stops naming an entrant who asked for it, or erases what is known of them."""

    page_title = gettext_lazy("Personal data of an entrant")
    form_class = EntrantDataForm
    intro = gettext_lazy(
        "Make sure first that it is this person who asks. Attempts, marks and places stay in either "
        "case. What was erased cannot be brought back: a prize can then no longer be handed over, "
        "nor a certificate issued."
    )
    send = gettext_lazy("Do it")

    def form_valid(self, form) -> HttpResponse:
        acts = {EntrantDataAct.UNNAME: unname_entrant, EntrantDataAct.ERASE: erase_entrant}
        try:
            acts[form.cleaned_data["what"]](
                entrant=self.entrant,
                reason=form.cleaned_data["reason"],
                user=self.request.user,
                now=database_now(),
            )
        except ContestNotOverError as error:
            form.add_error("what", error.message)
            return self.form_invalid(form)
        messages.success(self.request, _("Done, and written down. Public tables follow at once."))
        return redirect(self.get_success_url())


class IdentityView(EntrantActMixin, FormView):
    """Writes down that the identity of an entrant was checked."""

    page_title = gettext_lazy("Check this person's identity")
    form_class = IdentityForm
    intro = gettext_lazy(
        "Before a prize is given. Who wrote it down and when is kept by itself; it stands in the "
        "list of winners and cannot be changed, only followed by another check."
    )
    send = gettext_lazy("Write down")

    def form_valid(self, form) -> HttpResponse:
        record_identity(
            entrant=self.entrant,
            way=CheckWay(form.cleaned_data["way"]),
            note=form.cleaned_data["note"],
            user=self.request.user,
            now=database_now(),
        )
        messages.success(
            self.request, _("The identity of “%(name)s” is checked.") % {"name": self.entrant}
        )
        return redirect(self.get_success_url())


class WinnersView(ResultAdminMixin, TemplateView):
    """Who wins what by one version, and whose identity was checked."""

    page_title = gettext_lazy("Winners and their identity")
    header_icon = "success"
    template_name = "contests/admin/winners.html"

    def get_context_data(self, **kwargs):
        rankings = Ranking.objects.defer("inputs").select_related("round", "rules")
        ranking = get_object_or_404(rankings, contest=self.contest, pk=self.kwargs["ranking_pk"])
        official = OfficialTable(ranking)
        people = [entrant.pk for _prize, _won, entrant in official.winners]
        checks = identity_checks(self.contest.pk, people)
        lines = [
            (prize, entrant, official.unit_names.get(won.unit, ""), checks.get(entrant.pk))
            for prize, won, entrant in official.winners
        ]
        return super().get_context_data(
            contest=self.contest,
            ranking=ranking,
            title=official.title,
            lines=[(*line, way_words(line[-1]) if line[-1] else "") for line in lines],
            missing=len({entrant.pk for _p, entrant, _u, check in lines if check is None}),
            **kwargs,
        )
