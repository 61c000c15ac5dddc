"""Where a question stands, at the head of its form."""

from django import forms
from django.urls import reverse
from wagtail.admin.panels import Panel

from quizblocks.choices import QuestionState, Verdict
from quizblocks.rights import may_annul
from quizblocks.usage import running_uses

from .faults import faults_of
from .likeness import lookalikes_of
from .sheets import life_of

SPACE = "wagtailsnippets_quizblocks_question"


class LifePanel(Panel):
    """State, reason of the last return, locks, and questions that may be the same."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "quizblocks/admin/life/panel.html"

        @property
        def media(self):
            return forms.Media(css={"all": ["quizblocks/import.css", "quizblocks/life.css"]})

        def is_shown(self):
            return self.instance.pk is not None and self.request is not None

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            question, user = self.instance, self.request.user
            life = life_of(question)
            words = question.reviews.standing().filter(
                verdict__in=(Verdict.RETURNED, Verdict.RETIRED, Verdict.ANNULLED),
                digest=life.digest,
            )
            return context | {
                "life": life,
                "is_approved": life.state == QuestionState.APPROVED,
                "word": words.select_related("reviewer").first(),
                "faults": [] if life.state == QuestionState.APPROVED else faults_of(question),
                "uses": running_uses([question.translation_key]),
                "lookalikes": lookalikes_of(question, user=user),
                "review_url": reverse(f"{SPACE}:review", args=[question.pk]),
                "versions_url": reverse(f"{SPACE}:versions", args=[question.pk]),
                "annul_url": reverse(f"{SPACE}:annul", args=[question.pk])
                if may_annul(user)
                else "",
            }
