"""Messages, questions and incidents in the admin: thin views before the services."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from campaigns.contests.clock import database_now
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.form_pages import FormPageMixin
from campaigns.contests.models import ContestAct, EntrantMessage, HelpQuestion

from .admin_base import RunningAdminMixin
from .admin_forms import AnswerForm, IncidentForm, MessageForm
from .errors import EndsFirstError, RunningError
from .help_desk import answer_question, answered_questions, waiting_questions
from .incidents import incidents_in, note_incident
from .lost_codes import waiting_lost_codes
from .messages import take_back, write_message

PER_PAGE = 50


class DeskView(FormPageMixin, RunningAdminMixin, TemplateView):
    """A page of a running contest with one form; leads back to its tab."""

    def page_of(self, rows):
        """Return the page of ``rows`` that the address asks for."""
        return Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))

    def get_success_url(self):
        return reverse(f"contest_running:{self.tab}", args=[self.contest.pk])


class MessagesView(DeskView):
    """Everything that was said to entrants, and a form for more."""

    template_name = "contests/running/messages.html"
    page_title = gettext_lazy("Messages to entrants")
    tab = "messages"

    def make_form(self, data=None):
        return MessageForm(data)

    def keep(self, said):
        write_message(
            contest=self.contest,
            audience=said["audience"],
            unit=said["unit"],
            text=said["text"],
            user=self.request.user,
            now=database_now(),
        )
        return _("Entrants read it now on their own pages.")

    def get_context_data(self, **kwargs):
        rows = EntrantMessage.objects.filter(contest=self.contest)
        rows = rows.select_related("unit", "written_by", "taken_back_by")
        return super().get_context_data(page=self.page_of(rows), **kwargs)


class TakeBackView(RunningAdminMixin, View):
    """Takes one message back."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        rows = EntrantMessage.objects.filter(contest=self.contest)
        message = get_object_or_404(rows, pk=kwargs["message_pk"])
        try:
            take_back(message=message, user=request.user, now=database_now())
        except RunningError as error:
            messages.error(request, error.message)
        else:
            messages.success(
                request, _("Nobody reads this message any more; it stays in the list.")
            )
        return redirect("contest_running:messages", self.contest.pk)


class HelpView(RunningAdminMixin, TemplateView):
    """Who waits for an answer, and what was answered last."""

    http_method_names = ("get",)
    template_name = "contests/running/help.html"
    page_title = gettext_lazy("Questions of entrants")
    tab = "help"

    def get_context_data(self, **kwargs):
        waiting = Paginator(waiting_questions(self.contest), PER_PAGE)
        may_edit = self.request.user.has_perm("contests.change_helpphrase")
        return super().get_context_data(
            page=waiting.get_page(self.request.GET.get("p")),
            answered=answered_questions(self.contest),
            lost_codes=list(waiting_lost_codes(self.contest)[:PER_PAGE]),
            may_edit_phrases=may_edit,
            **kwargs,
        )


class AnswerView(DeskView):
    """One question and its answer."""

    template_name = "contests/running/answer.html"
    page_title = gettext_lazy("Answer a question")
    tab = "help"

    @cached_property
    def question(self) -> HelpQuestion:
        rows = HelpQuestion.objects.select_related("entrant", "entrant__unit", "answered_by")
        return get_object_or_404(rows, contest=self.contest, pk=self.kwargs["question_pk"])

    def make_form(self, data=None):
        return AnswerForm(data)

    def keep(self, said):
        answer_question(
            question=self.question,
            answer=said["answer"],
            user=self.request.user,
            now=database_now(),
        )
        return _("The entrant reads the answer on the own page.")

    def get_context_data(self, **kwargs):
        standing = reverse(
            "contest_results_admin:standing", args=[self.contest.pk, self.question.entrant_id]
        )
        return super().get_context_data(question=self.question, standing_url=standing, **kwargs)


class IncidentsView(DeskView):
    """What went wrong so far, and a form to note more."""

    template_name = "contests/running/incidents.html"
    page_title = gettext_lazy("Incidents")
    tab = "incidents"

    def make_form(self, data=None):
        return IncidentForm(data, contest=self.contest)

    def keep(self, said):
        note_incident(
            contest=self.contest,
            began_at=said["began_at"],
            ended_at=said["ended_at"],
            rounds=said["rounds"],
            what=said["what"],
            done=said["done"],
            user=self.request.user,
            now=database_now(),
        )
        return _("Noted for good; it stands in the minutes.")

    def field_of(self, error):
        return "ended_at" if isinstance(error, EndsFirstError) else "began_at"

    def get_context_data(self, **kwargs):
        acts = ContestAct.objects.filter(contest=self.contest, kind=ActKind.INCIDENT)
        page = self.page_of(acts.select_related("made_by"))
        titles = dict(self.contest.rounds.values_list("number", "title"))
        incidents = [
            (each, [titles.get(number, str(number)) for number in each.rounds])
            for each in incidents_in(page)
        ]
        return super().get_context_data(page=page, incidents=incidents, **kwargs)
