"""The page on which keepers put feedback into other languages."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from quizblocks.body_faults import MOST_IN_FEEDBACK
from quizblocks.errors import QuestionLockedError
from quizblocks.item_bodies import clean
from quizblocks.rights import may_keep_keys

from .feedback import Translatable, read_feedback, translate_feedback
from .views import QuestionPageView


class FeedbackForm(forms.Form):
    """A field for each feedback in each other language."""

    def __init__(self, *args, feedback: Translatable, **kwargs):
        super().__init__(*args, **kwargs)
        self.feedback = feedback
        for code, language in feedback.languages:
            for place, said in enumerate(feedback.said):
                self.fields[f"{code}-{place}"] = forms.CharField(
                    label=f"{said.about} ({language})",
                    help_text=said.text,
                    initial=said.translated[code],
                    max_length=MOST_IN_FEEDBACK,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                )

    @property
    def said(self) -> dict[str, dict[str, str]]:
        """What was typed, by language and by name."""
        return {
            code: {
                said.name: clean(self.cleaned_data[f"{code}-{place}"])
                for place, said in enumerate(self.feedback.said)
            }
            for code, _language in self.feedback.languages
        }


class QuestionFeedbackView(QuestionPageView):
    """Feedback in other languages ("Nhận xét"), for keepers of the keys alone."""

    page_title = gettext_lazy("Feedback in other languages")
    template_name = "quizblocks/admin/life/feedback.html"

    def dispatch(self, request, *args, **kwargs):
        if not (
            may_keep_keys(request.user) and request.user.has_perm("quizblocks.change_question")
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def feedback(self) -> Translatable:
        return read_feedback(self.question)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", FeedbackForm(feedback=self.feedback))
        return super().get_context_data(feedback=self.feedback, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = FeedbackForm(request.POST, feedback=self.feedback)
        if form.is_valid():
            try:
                translate_feedback(
                    question=self.question, said=form.said, user=request.user, now=timezone.now()
                )
            except QuestionLockedError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Saved. Another person has to approve it."))
                return redirect(reverse(self.edit_url_name, args=[self.feedback.original.pk]))
        return self.render_to_response(self.get_context_data(form=form))
