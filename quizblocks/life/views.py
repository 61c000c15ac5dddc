"""One question in the admin: its review, its versions, its annulment."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from quizblocks.choices import QuestionState, Verdict
from quizblocks.errors import LifeError, OwnWorkError
from quizblocks.models import Annulment, Question
from quizblocks.rights import may_annul, may_keep_keys, may_read
from quizblocks.usage import uses_of

from .annulments import (
    annulment_sentence,
    ask_annulment,
    confirm_annulment,
    effect_sentence,
    withdraw_annulment,
)
from .decisions import refusal_of
from .faults import faults_of
from .forms import AnnulmentForm, DecisionForm, StepForm
from .histories import history_of
from .likeness import lookalikes_of
from .reviewing import approve_question, pass_question, retire_question, return_question
from .sheets import Sheet, read_sheets

SUCCESS = {
    Verdict.PASSED: gettext_lazy("Passed. It may be approved now."),
    Verdict.RETURNED: gettext_lazy("Sent back. The author sees the reason."),
    Verdict.APPROVED: gettext_lazy("Approved and published, with its key."),
    Verdict.RETIRED: gettext_lazy("Taken out of use. It can come back through a review."),
}


class QuestionPageView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one question, beside its form; for people with a right to the bank."""

    header_icon = "help"
    index_url_name = None
    edit_url_name = None

    def dispatch(self, request, *args, **kwargs):
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def question(self) -> Question:
        questions = Question.objects.select_related("latest_revision", "locale", "topic", "life")
        return get_object_or_404(questions, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.question)

    def get_breadcrumbs_items(self):
        edit_url = reverse(self.edit_url_name, args=[self.question.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Questions")},
            {"url": edit_url, "label": str(self.question)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["question"] = self.question
        context["keeps_keys"] = may_keep_keys(self.request.user)
        return context


class QuestionReviewView(QuestionPageView):
    """The question as it will look, with its key, and the steps that the person may take."""

    page_title = gettext_lazy("Review")
    template_name = "quizblocks/admin/life/review.html"

    @cached_property
    def sheet(self) -> Sheet:
        return read_sheets([self.question], with_keys=may_keep_keys(self.request.user))[0]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, life = self.request.user, self.sheet.life
        refusals = {
            verdict: refusal_of(verdict, question=self.question, life=life, user=user)
            for verdict in SUCCESS
        }
        context["allowed"] = {verdict.value for verdict, error in refusals.items() if not error}
        context["is_own"] = isinstance(refusals[Verdict.APPROVED], OwnWorkError)
        context["sheet"] = self.sheet
        context["reviews"] = self.question.reviews.select_related("reviewer")
        if life.state != QuestionState.APPROVED:
            context["faults"] = faults_of(self.sheet.draft)
        context["lookalikes"] = lookalikes_of(self.sheet.draft, user=user)
        context["uses"] = uses_of([self.question.translation_key])
        context.setdefault("form", StepForm(initial={"digest": life.digest}))
        return context

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = StepForm(request.POST)
        if form.is_valid():
            step = Verdict(form.cleaned_data["do"])
            try:
                self._take(step, form.cleaned_data)
            except LifeError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, SUCCESS[step])
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form))

    def _take(self, step: Verdict, values: dict) -> None:
        """Take ``step``.

        Raises:
            LifeError: it is refused; the message says why.
        """
        who = {"question": self.question, "user": self.request.user, "now": timezone.now()}
        seen = {"digest": values["digest"]}
        if step == Verdict.PASSED:
            pass_question(**who, **seen)
        elif step == Verdict.RETURNED:
            return_question(**who, **seen, reason=values["reason"])
        elif step == Verdict.APPROVED:
            approve_question(**who, **seen)
        else:
            retire_question(**who, reason=values["reason"])


class QuestionVersionsView(QuestionPageView):
    """Every published version, with what changed; the keys for their keepers alone."""

    page_title = gettext_lazy("Versions")
    template_name = "quizblocks/admin/life/versions.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["versions"] = history_of(
            self.question.translation_key, with_keys=context["keeps_keys"]
        )
        return context


class QuestionAnnulmentView(QuestionPageView):
    """Annulling a question, asking to correct its key, and confirming what somebody asked for."""

    page_title = gettext_lazy("Annul or correct the key")
    template_name = "quizblocks/admin/life/annul.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_annul(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def annulments(self) -> list[Annulment]:
        found = Annulment.objects.filter(question_key=self.question.translation_key)
        return list(found.select_related("asked_by", "confirmed_by"))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        key = self.question.translation_key
        versions = [shown.version.number for shown in history_of(key, with_keys=False)]
        context.setdefault("form", AnnulmentForm(versions=versions[::-1]))
        context["is_published"] = bool(versions)
        context["uses"] = uses_of([key])
        context["pending"] = next(
            (each for each in self.annulments if not (each.in_force_at or each.withdrawn_at)), None
        )
        context["done"] = [
            (annulment_sentence(each), effect_sentence(each), each)
            for each in self.annulments
            if each.in_force_at
        ]
        return context

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = DecisionForm(request.POST) if "do" in request.POST else self._annulment_form()
        if form.is_valid():
            try:
                messages.success(request, self._act(form))
            except LifeError as error:
                form.add_error(None, error.messages)
            else:
                return redirect(request.path)
        if isinstance(form, DecisionForm):
            messages.error(request, " ".join(form.non_field_errors()))
            return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form))

    def _annulment_form(self) -> AnnulmentForm:
        numbers = [
            shown.version.number
            for shown in history_of(self.question.translation_key, with_keys=False)
        ]
        return AnnulmentForm(self.request.POST, versions=numbers[::-1])

    def _act(self, form) -> str:
        """Do what ``form`` asks for; return what happened.

        Raises:
            LifeError: it is refused.
        """
        user, now, values = self.request.user, timezone.now(), form.cleaned_data
        if isinstance(form, DecisionForm):
            annulment = get_object_or_404(
                Annulment, pk=values["annulment"], question_key=self.question.translation_key
            )
            if values["do"] == "withdraw":
                withdraw_annulment(annulment=annulment, user=user, now=now)
                return _("Withdrawn.")
            annulment = confirm_annulment(annulment=annulment, user=user, now=now)
        else:
            annulment = ask_annulment(question=self.question, user=user, now=now, **values)
        return outcome_sentence(annulment)


def outcome_sentence(annulment: Annulment) -> str:
    """Return what an annulment did, or what it waits for."""
    if annulment.in_force_at:
        return " ".join(
            part for part in (_("The question is annulled."), effect_sentence(annulment)) if part
        )
    if annulment.kind == "correction":
        return _("Correct the key in the form now; results are marked again once it is approved.")
    return _("A contest uses this question: a second person has to confirm the annulment.")
