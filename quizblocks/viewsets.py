"""The question bank in the admin ("Ngân hàng câu hỏi")."""

import logging

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Coalesce
from django.forms import RadioSelect
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import LocaleFilter, WagtailFilterSet
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, LocaleColumn, UpdatedAtColumn
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from goodnews.core.spreadsheets.writing import as_download

from .choices import QuestionKind, QuestionState, QuestionUse
from .filters import QuestionSearchForm
from .formats.sheet_writing import QuestionNotWritableError
from .forms import ChoiceForm, QuestionForm
from .importing.exports import EXPORTS, ExportFormat, items_of
from .importing.views import ImportersOnlyMixin, QuestionImportView, QuestionTemplateView
from .life.panels import LifePanel
from .life.queues import (
    QUEUE_PAGE,
    QueueMixin,
    RetireInsteadView,
    queue_menu_item,
    state_column,
)
from .life.views import QuestionAnnulmentView, QuestionReviewView, QuestionVersionsView
from .models import Question, QuestionImport, QuestionTag, Topic
from .rights import may_import, may_keep_keys, may_see
from .statistics.links import analysis_button, analysis_of

logger = logging.getLogger(__name__)


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


class QuestionFilterSet(WagtailFilterSet):
    """Filters of the bank's list."""

    state = ChoiceFilter(field_name="life__state", choices=QuestionState.choices, label=_("State"))
    # Wagtail's own asks the database which languages there are, for every list.
    locale = LocaleFilter(
        label=_("Locale"),
        choices=lambda: list(get_content_languages().items()),
        empty_label=None,
        null_label=_("All"),
        null_value=None,
        widget=RadioSelect,
    )
    # Choices are read once; a chooser of rows would ask for the chosen one again.
    topic = ChoiceFilter(label=_("topic"), method="about")
    imports = ChoiceFilter(label=_("Import"))
    tags = ChoiceFilter(label=_("tag"))
    kind = ChoiceFilter(choices=QuestionKind.choices, label=_("Kind of question"))

    class Meta:
        model = Question
        fields = ["topic", "kind", "difficulty", "use", "live"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.topics = {topic.pk: topic for topic in Topic.objects.all()}
        self._offer("topic", self.topics.values())
        if may_keep_keys(self.request.user):
            self._offer("imports", QuestionImport.objects.all())
            self._offer("tags", QuestionTag.objects.order_by("name"))
        else:
            # Names of files and tags tell of contests.
            self.filters.pop("imports")
            self.filters.pop("tags")

    def _offer(self, name: str, rows) -> None:
        self.filters[name].extra["choices"] = [(row.pk, str(row)) for row in rows]

    def about(self, questions, _name, pk):
        return questions.about(self.topics[int(pk)])


class QuestionIndexView(IndexView):
    """The bank's list, searched without accents."""

    is_searchable = True
    import_url_name = None
    # Addresses of the exports by their labels.
    export_url_names: dict[str, str] = {}

    def get_locale(self):
        # None stands for every language; asking for the default one is a query.
        return super().get_locale() if "locale" in self.request.GET else None

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        # What changed last stands first: the order of an index, where the moment of the
        # change would have to be looked up for every question of the bank.
        return queryset.order_by(Coalesce("latest_revision", 0).desc(), "-pk")

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset

    @cached_property
    def header_buttons(self):
        buttons = list(super().header_buttons)
        if may_import(self.request.user):
            url = reverse(self.import_url_name)
            buttons.append(HeaderButton(_("Import questions"), url=url, icon_name="upload"))
        return buttons

    @cached_property
    def header_more_buttons(self):
        buttons = [*super().header_more_buttons, *analysis_button(self.request.user)]
        if may_import(self.request.user):
            query = self.request.GET.urlencode()
            buttons += (
                Button(label, url=f"{reverse(name)}?{query}", icon_name="download", priority=70)
                for name, label in self.export_url_names.items()
            )
        return buttons


class QuestionEditView(EditView):
    """One question, with the way to its figures."""

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *analysis_of(self.request.user, self.object)]


class QuestionQueueView(QueueMixin, QuestionIndexView):
    """What waits for the person ("Chờ thẩm định")."""


class QuestionExportView(ImportersOnlyMixin, QuestionIndexView):
    """Sends the questions of the list, as it is filtered, with their keys."""

    export_format: ExportFormat = None

    def get(self, request, *args, **kwargs):
        # Translations share the key and the code of their original.
        questions = self.get_queryset().filter(locale=Locale.get_default())
        items = list(items_of(list(questions.values_list("pk", flat=True))))
        written = self.export_format
        try:
            content = written.write(items)
        except QuestionNotWritableError as error:
            messages.error(request, error.message)
            return redirect(f"{reverse(self.index_url_name)}?{request.GET.urlencode()}")
        name = f"cau-hoi-{timezone.localdate():%Y-%m-%d}.{written.ending}"
        response = as_download(content, name, content_type=written.content_type)
        logger.info(
            "Questions exported", extra={"event": "questions_exported", "user": request.user.pk}
        )
        return response


class GateMixin:
    """Refuse a contest question to everybody without the right to the keys.

    One gate before every view of one question: Wagtail's own views ask most
    rights for the model as a whole, not for the object.
    """

    def dispatch(self, request, *args, **kwargs):
        pk = kwargs.get("pk", args[0] if args else None)
        if pk is not None and not may_keep_keys(request.user):
            question = Question.objects.filter(pk=pk).first() if str(pk).isdigit() else None
            if question is None:
                raise Http404
            if not may_see(request.user, question):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


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
        "stem",
        "topic",
        "difficulty",
        "use",
        state_column(),
        BooleanColumn("live", label=_("live"), sort_key="live"),
        LocaleColumn(),
        UpdatedAtColumn(),
    ]
    list_per_page = 30
    unpublish_view_class = RetireInsteadView
    edit_handler = ObjectList(
        [
            LifePanel(),
            FieldPanel("stem"),
            FieldPanel("kind", heading=_("Kind of question")),
            ChoicesPanel(
                "choices",
                panels=[FieldPanel("text"), FieldPanel("is_right"), FieldPanel("feedback")],
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
        }
        queue = self.get_index_view_kwargs() | {
            "index_url_name": self.get_url_name("queue"),
            "index_results_url_name": self.get_url_name("queue_results"),
            "paginate_by": QUEUE_PAGE,
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

    def get_submenu_items(self):
        return [*super().get_submenu_items(), queue_menu_item()]
