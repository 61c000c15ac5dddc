"""The question bank in the admin ("Ngân hàng câu hỏi")."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import (
    SnippetViewSet,
    SnippetViewSetGroup,
)

from goodnews.core.row_choices import is_row_id

from .choosers import QuestionChooserViewSet
from .columns import LanguageColumn, YesNoColumn
from .forms import ChoiceForm, QuestionForm
from .importing.exports import EXPORTS, ExportFormat
from .importing.views import QuestionImportView, QuestionTemplateView
from .life.feedback_views import QuestionFeedbackView
from .life.panels import LifePanel
from .life.queues import (
    QUEUE_PAGE,
    QUEUE_RESULTS,
    RetireInsteadView,
    state_column,
)
from .life.views import QuestionAnnulmentView, QuestionReviewView, QuestionVersionsView
from .listings import (
    QuestionEditView,
    QuestionExportView,
    QuestionFilterSet,
    QuestionIndexView,
    QuestionQueueView,
)
from .models import Question, Topic
from .rights import may_keep_keys, may_see

STEM_ALT = _(
    "What it shows, for people who cannot see it; left empty, the picture's own text is taken."
)
CHOICE_ALT = _(
    "What is seen, not what it means: “red ring, black arrow to the left”. "
    "Whoever cannot see it must not be told the answer."
)


class TopicViewSet(SnippetViewSet):
    """Topics of the bank."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["path_name", "order"]
    panels = [
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldPanel("slug"),
        FieldPanel("order"),
    ]


class ChoicesPanel(InlinePanel):
    """The choices of a question, each with its tick "right answer"."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": ChoiceForm,
            "inherit_kwargs": ["for_user"],
        }
        return options


class GateMixin:
    """Refuse a contest question to everybody without the right to the keys.

    One gate before every view of one question: Wagtail's own views ask most
    rights for the model as a whole, not for the object.
    """

    def dispatch(self, request, *args, **kwargs):
        pk = kwargs.get("pk", args[0] if args else None)
        if pk is not None and not may_keep_keys(request.user):
            question = Question.objects.filter(pk=pk).first() if is_row_id(str(pk)) else None
            if question is None:
                raise Http404
            if not may_see(request.user, question):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class NumberColumn(Column):
    """The number by which contests and people name a question."""

    def get_value(self, instance):
        # As it is typed, without marks between the thousands.
        return str(instance.pk)


class QuestionViewSet(SnippetViewSet):
    """Questions of the bank."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = QuestionIndexView
    edit_view_class = QuestionEditView
    chooser_viewset_class = QuestionChooserViewSet
    filterset_class = QuestionFilterSet
    list_display = [
        "plain_stem",
        NumberColumn("number", label=pgettext_lazy("question", "number")),
        "topic",
        "difficulty",
        "use",
        state_column(),
        YesNoColumn("live", label=_("live"), sort_key="live"),
        LanguageColumn(),
        UpdatedAtColumn(),
    ]
    list_per_page = 30
    unpublish_view_class = RetireInsteadView
    edit_handler = ObjectList(
        [
            LifePanel(),
            FieldPanel("stem"),
            MultiFieldPanel(
                [FieldPanel("picture"), FieldPanel("picture_alt", help_text=STEM_ALT)],
                heading=_("Picture of the question"),
                classname="collapsed",
            ),
            FieldPanel("kind", heading=_("Kind of question")),
            ChoicesPanel(
                "choices",
                panels=[
                    FieldPanel("text"),
                    FieldPanel("picture"),
                    FieldPanel("picture_alt", help_text=CHOICE_ALT),
                    FieldPanel("is_right"),
                    FieldPanel("feedback"),
                ],
                heading=_("Choices"),
                label=_("choice"),
                help_text=_("Only for a question of one or several right choices."),
                attrs={"data-kinds": "single multiple"},
            ),
            FieldPanel("statement_is", attrs={"data-kinds": "true_false"}),
            FieldPanel("key_numeric", attrs={"data-kinds": "numeric"}),
            FieldPanel("key_short_answer", attrs={"data-kinds": "short_answer"}),
            FieldPanel("overlooks", attrs={"data-kinds": "short_answer"}),
            FieldPanel("key_ordering", attrs={"data-kinds": "ordering"}),
            FieldPanel("key_matching", attrs={"data-kinds": "matching"}),
            FieldPanel("key_gaps", attrs={"data-kinds": "gaps"}),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "answer_feedback", attrs={"data-kinds": "true_false numeric short_answer"}
                    ),
                    FieldPanel("right_feedback"),
                    FieldPanel("wrong_feedback"),
                ],
                heading=_("Feedback"),
                classname="collapsed",
            ),
            FieldPanel("explanation"),
            MultiFieldPanel(
                [FieldPanel("source"), FieldPanel("source_page"), FieldPanel("source_url")],
                heading=_("Source"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("topic"),
                    FieldPanel("difficulty"),
                    FieldPanel("use"),
                    FieldPanel("tags"),
                    FieldPanel("author", read_only=True),
                ],
                heading=_("Place in the bank"),
            ),
        ],
        base_form_class=QuestionForm,
    )

    def get_index_view_kwargs(self):
        exports = {self.get_url_name(f"export_{each.key}"): each.label for each in EXPORTS}
        return super().get_index_view_kwargs() | {
            "import_url_name": self.get_url_name("import"),
            "export_url_names": exports,
        }

    def get_urlpatterns(self):
        import_view = self.construct_view(
            QuestionImportView,
            index_url_name=self.get_url_name("list"),
            template_url_name=self.get_url_name("import_template"),
        )
        template_view = self.construct_view(QuestionTemplateView)
        exports = [
            path(f"export/{each.key}/", self.export_view(each), name=f"export_{each.key}")
            for each in EXPORTS
        ]
        return [
            *super().get_urlpatterns(),
            *self.life_urls(),
            path("import/", import_view, name="import"),
            path("import/template/", template_view, name="import_template"),
            *exports,
        ]

    def life_urls(self):
        """Return the addresses of reviews, versions and annulments."""
        names = {
            "index_url_name": self.get_url_name("list"),
            "edit_url_name": self.get_url_name("edit"),
        }
        views = {
            "review": QuestionReviewView,
            "versions": QuestionVersionsView,
            "annul": QuestionAnnulmentView,
            "feedback": QuestionFeedbackView,
        }
        queue = self.get_index_view_kwargs() | {
            "index_url_name": self.get_url_name("queue"),
            "index_results_url_name": self.get_url_name("queue_results"),
            "paginate_by": QUEUE_PAGE,
            "results_template_name": QUEUE_RESULTS,
        }
        return [
            path("queue/", self.construct_view(QuestionQueueView, **queue), name="queue"),
            path(
                "queue/results/",
                self.construct_view(QuestionQueueView, **queue, results_only=True),
                name="queue_results",
            ),
            *(
                path(f"{name}/<int:pk>/", self.construct_view(view, **names), name=name)
                for name, view in views.items()
            ),
        ]

    def export_view(self, export_format: ExportFormat):
        """Return the view that exports the list in one format."""
        kwargs = self.get_index_view_kwargs() | {"export_format": export_format}
        return self.construct_view(QuestionExportView, **kwargs)

    def get_queryset(self, request):
        questions = Question.objects.select_related("topic", "locale", "author", "life")
        return questions if may_keep_keys(request.user) else questions.without_contest()

    def construct_view(self, view_class, **kwargs):
        gated = type(view_class.__name__, (GateMixin, view_class), {})
        return super().construct_view(gated, **kwargs)


class QuestionBankViewSetGroup(SnippetViewSetGroup):
    """The bank's entry in the admin menu."""

    menu_label = _("Question bank")
    menu_icon = "help"
    menu_order = 250
    submenu_hook = "register_question_bank_menu_item"
    items = (QuestionViewSet, TopicViewSet)
