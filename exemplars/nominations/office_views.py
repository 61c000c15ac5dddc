"""The office's pages of a round: its board, and each nomination."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from exemplars.consent import WHO_IS_MISSING, missing_consents

from .actions import DECIDERS, HONOUR, actions_for, next_step
from .admin_access import OfficeView
from .admin_forms import DecisionForm, ReasonForm
from .choices import NominationState, RoundState
from .duplicates import namesakes_of
from .errors import NominationError
from .models import Nomination
from .progress import progress_of
from .services import make_profile


class BoardView(OfficeView, TemplateView):
    """A round at a glance: the next step, the lists, how far the panel is."""

    template_name = "nominations/admin/board.html"
    page_title = gettext_lazy("Selection")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            round=self.round,
            step=next_step(self.round),
            form=kwargs.pop("form", None) or ReasonForm(),
            groups=self.groups(),
            progress=progress_of(self.round) if self.round.state == RoundState.SCORING else [],
            criteria=self.round.criteria.all(),
            members=self.round.members.select_related("user__unit"),
            has_results=self.round.state in (RoundState.SHORT_LIST, RoundState.CLOSED),
            edit_url=reverse("selection_rounds:edit", args=[self.round.pk]),
            **kwargs,
        )

    def groups(self) -> list[tuple[str, list[Nomination]]]:
        """Return the nominations that were sent, by their states."""
        found = self.round.nominations.at_the_office().select_related("unit", "nominator")
        rows = list(found.defer("reasons").by_name())
        by_state = [
            (state.label, [row for row in rows if row.state == state]) for state in NominationState
        ]
        return [(label, members) for label, members in by_state if members]

    def post(self, request, *args, **kwargs):
        """Take the next step, if it is still the one that the reader saw."""
        step = next_step(self.round)
        if step is None or request.POST.get("from") != self.round.state:
            messages.error(request, _("The round stands at another stage now. Look again."))
            return redirect(request.path)
        form = ReasonForm(request.POST)
        if step.needs_reason and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        reason = {"reason": form.cleaned_data["reason"]} if step.needs_reason else {}
        try:
            step.take(round_=self.round, user=request.user, now=timezone.now(), **reason)
        except NominationError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(request.path)


class NominationView(OfficeView, FormView):
    """One nomination as the office reads it, with the decisions that are possible now."""

    template_name = "nominations/admin/nomination.html"
    form_class = DecisionForm

    @cached_property
    def nomination(self) -> Nomination:
        """The nomination; a draft is the nominator's own and not found."""
        sent = Nomination.objects.at_the_office().select_related(
            "round", "unit", "nominator", "profile"
        )
        return get_object_or_404(sent, pk=self.kwargs["pk"])

    @cached_property
    def round(self):
        """The round of the nomination."""
        return self.nomination.round

    @cached_property
    def actions(self) -> list[tuple[str, str]]:
        """The decisions that the reader can take."""
        return actions_for(self.nomination, user=self.request.user)

    def get_page_title(self):
        return str(self.nomination)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "actions": self.actions}

    def get_context_data(self, **kwargs):
        nomination = self.nomination
        is_honoured = nomination.state == NominationState.HONOURED
        missing = missing_consents(subject_key=nomination.subject_key, age_band=nomination.age_band)
        return super().get_context_data(
            nomination=nomination,
            actions=self.actions,
            is_own=nomination.nominator_id == self.request.user.pk,
            photos=nomination.photos.select_related("image"),
            decisions=nomination.decisions.select_related("decided_by"),
            namesakes=namesakes_of(nomination),
            missing=WHO_IS_MISSING[missing] if missing else "",
            may_make_profile=is_honoured and nomination.profile_id is None,
            **kwargs,
        )

    def form_valid(self, form):
        decide = DECIDERS[form.cleaned_data["action"]]
        award = form.award if form.cleaned_data["action"] == HONOUR else {}
        try:
            decide(
                nomination=self.nomination,
                reason=form.cleaned_data["reason"],
                user=self.request.user,
                now=timezone.now(),
                **award,
            )
        except NominationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(self.request, _("The decision is kept; the nominator is told."))
        return redirect("selection:board", self.round.pk)


class ProfileView(NominationView):
    """Makes the draft profile of somebody honoured; answers posts only."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            page = make_profile(nomination=self.nomination, user=request.user, now=timezone.now())
        except NominationError as error:
            messages.error(request, error.sentence)
            return redirect("selection:nomination", self.nomination.pk)
        messages.success(request, _("The draft profile is made and its review has begun."))
        return redirect("wagtailadmin_pages:edit", page.pk)
