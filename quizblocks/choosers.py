"""The window in which an editor picks practice questions for an article."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from .choices import QuestionUse
from .filters import QuestionSearchForm
from .models import Question


class PracticeListMixin:
    """Offer only what an article may show, searched without accents."""

    filter_form_class = QuestionSearchForm
    ordering = ("topic", "folded_stem", "pk")

    @property
    def columns(self):
        # All of them are live; whether one has a plan is asked for each.
        return [each for each in super().columns if each.name != "status_string"]

    def get_object_list(self):
        # The window shows when each was last changed.
        return Question.objects.for_practice().select_related("locale", "topic", "latest_revision")


class QuestionChooseView(PracticeListMixin, ChooseView):
    """The window in which an editor picks a practice question."""


class QuestionChooseResultsView(PracticeListMixin, ChooseResultsView):
    """The list in that window."""


class QuestionChosenView(SnippetChosenView):
    """Names a picked question; any other id is not found."""

    def get_object(self, pk):
        return Question.objects.for_practice().get(pk=pk)


class QuestionChosenMultipleView(SnippetChosenMultipleView):
    """Names several picked questions."""

    def get_objects(self, pks):
        return Question.objects.for_practice().filter(pk__in=pks)


class QuestionChooserWidget(AdminSnippetChooser):
    """The picked question in the page editor, unnamed once it is kept for a contest."""

    model = Question

    def get_display_title(self, instance):
        siblings = Question.objects.filter(translation_key=instance.translation_key)
        if siblings.filter(use=QuestionUse.CONTEST).exists():
            return str(_("(reserved for a contest: no longer shown)"))
        return str(instance)


class QuestionChooserViewSet(SnippetChooserViewSet):
    """Practice questions for articles; nothing else can be reached here."""

    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView
    chosen_view_class = QuestionChosenView
    chosen_multiple_view_class = QuestionChosenMultipleView
    base_widget_class = QuestionChooserWidget
