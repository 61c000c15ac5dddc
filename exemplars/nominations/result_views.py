"""The results of a round, on screen and as files. Nobody gets them before the scoring is closed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from goodnews.core.documents.downloads import as_word_download
from goodnews.core.spreadsheets.writing import as_download

from .admin_access import OfficeView, PanelView
from .admin_forms import MeetingForm, TieForm
from .choices import RoundState
from .errors import NominationError, ScoresSecretError
from .minutes import minutes_file
from .models import PanelMeeting, TieDecision
from .result_list import result_list
from .results import Results
from .services import decide_tie


class ReadsResults:
    """Gives a view the results, or refuses everybody."""

    @cached_property
    def results(self) -> Results:
        """The table of the round."""
        try:
            return Results(self.round)
        except ScoresSecretError as error:
            raise PermissionDenied(error.sentence) from error

    def dispatch(self, request, *args, **kwargs):
        # Asked for first, so that no page of this file is made before the results are open.
        self.results  # noqa: B018
        return super().dispatch(request, *args, **kwargs)


class ResultsView(ReadsResults, PanelView, TemplateView):
    """The table for office and panel; the office records what the panel decided between the level."""

    template_name = "nominations/admin/results.html"
    page_title = gettext_lazy("Results")

    def may_enter(self) -> bool:
        return self.is_office or self.member is not None

    def get_context_data(self, **kwargs):
        decisions = TieDecision.objects.filter(round=self.round).select_related("decided_by")
        return super().get_context_data(
            round=self.round,
            results=self.results,
            tie_forms=kwargs.pop("tie_forms", None) or self.tie_forms(),
            decisions=decisions.prefetch_related("nominations"),
            is_office=self.is_office,
            **kwargs,
        )

    def tie_forms(self, data=None) -> list[TieForm]:
        """Return a form for each group of the level; the posted one is filled."""
        if not self.is_office or self.round.state != RoundState.SHORT_LIST:
            return []
        return [
            TieForm(
                data if data and data.get("group") == str(group[0].pk) else None,
                nominations=group,
            )
            for group in self.results.level_groups
        ]

    def post(self, request, *args, **kwargs):
        """Record the order of one group."""
        if not self.is_office:
            raise PermissionDenied
        forms = self.tie_forms(request.POST)
        form = next((each for each in forms if each.is_bound), None)
        if form is None:
            messages.error(request, _("These are no longer level. Look again."))
            return redirect(request.path)
        if form.is_valid():
            try:
                decide_tie(
                    round_=self.round,
                    order=form.order,
                    reason=form.cleaned_data["reason"],
                    user=request.user,
                    now=timezone.now(),
                )
            except NominationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The decision of the panel is recorded."))
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(tie_forms=forms))


class ResultListView(ReadsResults, OfficeView, TemplateView):
    """The results as a spreadsheet."""

    def get(self, request, *args, **kwargs):
        return as_download(result_list(self.results), f"ket-qua-binh-chon-{self.round.pk}.xlsx")


class MeetingView(ReadsResults, OfficeView, FormView):
    """Where and when the panel met, for the minutes."""

    template_name = "nominations/admin/meeting.html"
    form_class = MeetingForm
    page_title = gettext_lazy("Minutes")

    @cached_property
    def meeting(self) -> PanelMeeting:
        """The meeting, not stored before the form is."""
        found = PanelMeeting.objects.filter(round=self.round).first()
        return found or PanelMeeting(round=self.round)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": self.meeting}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            round=self.round,
            has_minutes=self.meeting.pk is not None,
            docx_url=reverse("selection:minutes", args=[self.round.pk]),
            **kwargs,
        )

    def form_valid(self, form):
        form.save()
        messages.success(self.request, _("Kept. The minutes can be fetched as a Word file."))
        return redirect(self.request.path)


class MinutesView(ReadsResults, OfficeView, TemplateView):
    """The minutes as a Word file."""

    def get(self, request, *args, **kwargs):
        meeting = PanelMeeting.objects.filter(round=self.round).first()
        if meeting is None:
            messages.error(request, _("Say first where and when the panel met."))
            return redirect("selection:meeting", self.round.pk)
        content = minutes_file(self.results, meeting)
        return as_word_download(content, f"bien-ban-xet-chon-{self.round.pk}.docx")
