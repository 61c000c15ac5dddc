"""Lost return codes in the admin: who asks, who that may be, and a new code."""

from random import SystemRandom

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from campaigns.contests.clock import database_now
from campaigns.contests.entrants.codes import shown_code
from campaigns.contests.models import LostCode
from campaigns.contests.results.admin_forms import SearchForm
from campaigns.contests.results.entrant_forms import NewCodeForm
from campaigns.contests.results.entrant_views import EntrantActMixin
from campaigns.contests.results.identity import CheckWay
from goodnews.core.never_kept import never_kept

from .admin_forms import LostCodeParameterForm, RefuseCodeForm
from .desk_views import DeskView
from .errors import RunningError
from .lost_codes import MOST_FOUND, issue_code, likely_entrants, refuse_code


class LostCodeView(DeskView):
    """One request with those who may have sent it; closes it where it is nobody's."""

    template_name = "contests/running/lost_code.html"
    page_title = gettext_lazy("Lost return code")
    tab = "help"

    @cached_property
    def lost(self) -> LostCode:
        rows = LostCode.objects.select_related("entrant", "closed_by")
        return get_object_or_404(rows, contest=self.contest, pk=self.kwargs["lost_pk"])

    def make_form(self, data=None):
        return RefuseCodeForm(data)

    def keep(self, said):
        refuse_code(lost=self.lost, note=said["note"], user=self.request.user, now=database_now())
        return _("The request is closed; nobody was given a code.")

    def get_context_data(self, **kwargs):
        search = SearchForm(self.request.GET)
        people = [] if self.lost.closed_at else likely_entrants(self.lost, name=search.folded)
        return super().get_context_data(
            lost=self.lost, search=search, people=people, most_found=MOST_FOUND, **kwargs
        )


class NewCodeView(EntrantActMixin, FormView):
    """Gives one entrant another return code, and shows it this one time."""

    page_title = gettext_lazy("Issue a new return code")
    header_icon = "key"
    template_name = "contests/running/issue_code.html"
    form_class = NewCodeForm
    intro = gettext_lazy(
        "For somebody who has lost the code and the device. Check first who it is, as for a "
        "prize: in person, by the unit, or by calling the number that stands here, never by a "
        "number that came with the request alone."
    )
    send = gettext_lazy("Issue the code")

    @cached_property
    def lost(self) -> LostCode | None:
        """The request that led here, or None."""
        number = LostCodeParameterForm(self.request.GET).number
        return LostCode.objects.filter(contest=self.contest, pk=number).first() if number else None

    def get_form_kwargs(self):
        has_phone = bool(self.entrant.phone or self.entrant.guardian_phone)
        return {**super().get_form_kwargs(), "has_phone": has_phone}

    def get_context_data(self, **kwargs):
        return super().get_context_data(lost=self.lost, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        try:
            code = issue_code(
                entrant=self.entrant,
                lost=self.lost,
                way=CheckWay(form.cleaned_data["way"]),
                note=form.cleaned_data["note"],
                user=self.request.user,
                now=database_now(),
                rng=SystemRandom(),
            )
        except RunningError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        return never_kept(self.render_to_response(self.get_context_data(code=shown_code(code))))
