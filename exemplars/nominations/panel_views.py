"""The panel's pages: the nominations of a round, and the sheet of each. A member sees the own sheets only."""

from fractions import Fraction

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from .admin_access import PanelView
from .admin_forms import AbstentionForm, SheetForm, criterion_field
from .choices import RoundState
from .errors import NominationError
from .models import Nomination, ScoreSheet
from .results import written
from .services import abstain, give_points, give_vote, has_conflict


class ScoreListView(PanelView, TemplateView):
    """What a member has to score, and what the member has scored."""

    template_name = "nominations/admin/score_list.html"
    page_title = gettext_lazy("Scoring")

    def get_context_data(self, **kwargs):
        sheets = {sheet.nomination_id: sheet for sheet in own_sheets(self.member)}
        nominations = self.round.nominations.in_scoring().select_related("unit").defer("reasons")
        rows = [(each, sheets.get(each.pk)) for each in nominations.by_name()]
        return super().get_context_data(
            round=self.round,
            rows=rows,
            done=len(sheets),
            is_open=is_open(self.round),
            has_results=self.round.state in (RoundState.SHORT_LIST, RoundState.CLOSED),
            **kwargs,
        )


class ScoreView(PanelView, TemplateView):
    """One nomination and the member's own sheet."""

    template_name = "nominations/admin/score.html"

    @cached_property
    def nomination(self) -> Nomination:
        """A nomination that the panel of this round was asked about."""
        found = self.round.nominations.in_scoring().select_related("unit", "round")
        nomination = found.filter(pk=self.kwargs["nomination_pk"]).first()
        if nomination is None:
            raise Http404
        return nomination

    @cached_property
    def sheet(self) -> ScoreSheet | None:
        """The member's own sheet."""
        return own_sheets(self.member).filter(nomination=self.nomination).first()

    def get_page_title(self):
        return str(self.nomination)

    def get_context_data(self, **kwargs):
        conflict = has_conflict(nomination=self.nomination, user=self.request.user)
        reason = self.sheet.abstention_reason if self.sheet else ""
        if conflict and not reason:
            reason = _("From my own unit.")
        forms = {
            "form": SheetForm(initial=self.initial(), round_=self.round),
            "abstention": AbstentionForm(initial={"reason": reason}, prefix="khong-cham"),
        }
        return super().get_context_data(
            round=self.round,
            nomination=self.nomination,
            photos=self.nomination.photos.select_related("image"),
            sheet=self.sheet,
            given=self.given(),
            has_conflict=conflict,
            is_open=is_open(self.round),
            **{**forms, **kwargs},
        )

    def given(self) -> list[tuple[str, str]]:
        """Return what the member's own sheet says, for reading once the time is over."""
        if self.sheet is None or self.sheet.has_abstained:
            return []
        scores = self.sheet.scores.select_related("criterion").order_by("criterion__sort_order")
        lines = [(score.criterion.name, written(Fraction(score.points))) for score in scores]
        if self.sheet.vote:
            lines.append((_("Your vote"), self.sheet.get_vote_display()))
        if self.sheet.remark:
            lines.append((_("Remark"), self.sheet.remark))
        return lines

    def initial(self) -> dict:
        """Return what the member gave before."""
        if self.sheet is None or self.sheet.has_abstained:
            return {}
        points = {
            criterion_field(score.criterion): score.points
            for score in self.sheet.scores.select_related("criterion")
        }
        return {"remark": self.sheet.remark, "vote": self.sheet.vote, **points}

    def post(self, request, *args, **kwargs):
        """Keep the sheet, or the abstention."""
        form = SheetForm(request.POST, round_=self.round)
        abstention = AbstentionForm(request.POST, prefix="khong-cham")
        is_abstention = request.POST.get("do") == "abstain"
        used = abstention if is_abstention else form
        if used.is_valid():
            try:
                self.keep(used, is_abstention=is_abstention)
            except NominationError as error:
                used.add_error(None, error)
            else:
                messages.success(request, _("Kept. You can change it until the scoring closes."))
                return redirect("selection:score_list", self.round.pk)
        name = "abstention" if is_abstention else "form"
        return self.render_to_response(self.get_context_data(**{name: used}))

    def keep(self, form, *, is_abstention: bool) -> None:
        """Write what a valid form says."""
        values = {
            "nomination": self.nomination,
            "user": self.request.user,
            "now": timezone.now(),
        }
        if is_abstention:
            abstain(reason=form.cleaned_data["reason"], **values)
        elif self.round.is_by_votes:
            give_vote(vote=form.cleaned_data["vote"], remark=form.cleaned_data["remark"], **values)
        else:
            give_points(points=form.points, remark=form.cleaned_data["remark"], **values)


def own_sheets(member):
    """Return the sheets of ``member``."""
    return ScoreSheet.objects.visible_to(member.user).filter(member=member)


def is_open(round_) -> bool:
    """Tell whether the panel can score now."""
    return round_.state == RoundState.SCORING and timezone.now() < round_.scoring_closes_at
