"""Judging many questions at once: sixty imported drafts are ticked, looked through and approved."""

from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from goodnews.core.row_choices import is_row_id
from quizblocks.choices import Verdict
from quizblocks.errors import LifeError
from quizblocks.models import Question
from quizblocks.rights import may_keep_keys, may_see

from .decisions import refusal_of
from .reviewing import approve_question, pass_question
from .sheets import life_of, read_sheets

MOST_NAMED = 10


class StepBulkAction(SnippetBulkAction):
    """One step for every ticked question; what is refused is named with its reason, the rest goes on."""

    verdict: Verdict = None
    template_name = "quizblocks/admin/life/confirm_bulk.html"

    def __init__(self, request, model):
        super().__init__(request, model)
        self.refused: list[tuple[Question, str]] = []

    def dispatch(self, request, *args, **kwargs):
        if "all" in request.GET.getlist("id"):
            # Wagtail means all of the bank, whatever the list shows.
            messages.warning(
                request, _("Tick the questions page by page: each one has to be looked at.")
            )
            return redirect(self.next_url)
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model, object_ids):
        pks = [pk for pk in object_ids if is_row_id(pk)]
        return (
            Question.objects.filter(pk__in=pks)
            .select_related("latest_revision", "life", "topic", "locale")
            .order_by("topic", "pk")
        )

    def check_perm(self, obj):
        return may_see(self.request.user, obj)

    def get_actionable_objects(self):
        questions, hidden = super().get_actionable_objects()
        able = []
        for question in questions:
            error = refusal_of(
                self.verdict, question=question, life=life_of(question), user=self.request.user
            )
            if error is None:
                able.append(question)
            else:
                self._refuse(question, error)
        return able, {**hidden, "items_with_no_access": []}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        questions = [row["item"] for row in context["items"]]
        context["sheets"] = read_sheets(questions, with_keys=may_keep_keys(self.request.user))
        context["refused"] = list(dict(self.refused).items())
        context["action"] = self
        return context

    def get_execution_context(self):
        return {}

    def execute_action(self, objects):
        now, done = timezone.now(), 0
        for question in objects:
            digest = self.request.POST.get(f"digest-{question.pk}", "")
            try:
                with transaction.atomic():
                    self.take(question, digest=digest, now=now)
                done += 1
            except LifeError as error:
                self._refuse(question, error)
        return done, 0

    def take(self, question: Question, *, digest: str, now) -> None:
        """Take the step.

        Raises:
            LifeError: it is refused.
        """
        raise NotImplementedError

    def get_success_message(self, num_parent_objects, num_child_objects):
        refused = list(dict(self.refused).items())
        if refused:
            # Each reason is a sentence with its full stop.
            named = " ".join(f"“{question}”: {why}" for question, why in refused[:MOST_NAMED])
            message = ngettext(
                "%(count)d question was left as it is: %(named)s",
                "%(count)d questions were left as they are: %(named)s",
                len(refused),
            )
            messages.warning(self.request, message % {"count": len(refused), "named": named})
        return self.done_message(num_parent_objects) if num_parent_objects else None

    def done_message(self, count: int) -> str:
        """Return what was done with ``count`` questions."""
        raise NotImplementedError

    def _refuse(self, question: Question, error: LifeError) -> None:
        self.refused.append((question, " ".join(error.messages)))


class ApproveBulkAction(StepBulkAction):
    """Approve and publish ("Duyệt")."""

    verdict = Verdict.APPROVED
    display_name = gettext_lazy("Approve")
    action_type = "approve"
    aria_label = gettext_lazy("Approve and publish the selected questions")
    question_text = gettext_lazy("Approve and publish these questions, with these keys?")
    button_text = gettext_lazy("Yes, approve")
    action_priority = 10

    def take(self, question, *, digest, now):
        approve_question(question=question, user=self.request.user, digest=digest, now=now)

    def done_message(self, count):
        message = ngettext(
            "%(count)d question approved and published.",
            "%(count)d questions approved and published.",
            count,
        )
        return message % {"count": count}


class PassBulkAction(StepBulkAction):
    """Say that they are good ("Đạt")."""

    verdict = Verdict.PASSED
    display_name = gettext_lazy("Pass")
    action_type = "pass"
    aria_label = gettext_lazy("Pass the selected questions in review")
    question_text = gettext_lazy("Are these questions good, with these keys?")
    button_text = gettext_lazy("Yes, they pass")
    action_priority = 20

    def take(self, question, *, digest, now):
        pass_question(question=question, user=self.request.user, digest=digest, now=now)

    def done_message(self, count):
        message = ngettext("%(count)d question passed.", "%(count)d questions passed.", count)
        return message % {"count": count}
