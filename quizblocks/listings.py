"""The bank's list: filters, search, exports, and what waits for a review."""

import logging
from collections.abc import Sequence

from django.db.models.functions import Coalesce
from django.forms import RadioSelect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import LocaleFilter, WagtailFilterSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale
from wagtail.snippets.views.snippets import EditView, IndexView

from goodnews.core.spreadsheets.writing import as_download

from .choices import QuestionKind, QuestionState
from .columns import FewValuesColumn
from .errors import QuestionLockedError
from .formats.sheet_writing import QuestionNotWritableError
from .importing.exports import ExportFormat, read_export
from .importing.views import ImportersOnlyMixin
from .life.queues import QueueMixin
from .models import Question, QuestionImport, QuestionTag, Topic, refuse_locked
from .rights import may_import, may_keep_keys
from .statistics.links import analysis_button, analysis_of
from .translation_buttons import TranslationButtons, may_translate

logger = logging.getLogger(__name__)
MOST_NAMED = 10


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
    translation_buttons: TranslationButtons | None = None

    def _get_custom_column(self, field_name, column_class=FewValuesColumn, **kwargs):
        return super()._get_custom_column(field_name, column_class, **kwargs)

    def get_locale(self):
        # None stands for every language; asking for the default one is a query.
        return super().get_locale() if "locale" in self.request.GET else None

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        # What changed last stands first: the order of an index, where the moment of the
        # change would have to be looked up for every question of the bank.
        return queryset.order_by(Coalesce("latest_revision", 0).desc(), "-pk")

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if may_translate(self.request.user):
            self.translation_buttons = TranslationButtons(
                context["object_list"], next_url=self.request.path
            )
        return context

    def get_list_buttons(self, instance):
        # Past wagtail-localize's hook, the only one there is for rows of snippets.
        return super(IndexView, self).get_list_buttons(instance)

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if self.translation_buttons is not None:
            buttons += self.translation_buttons.of(instance)
        return buttons

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
    """One question, with the way to its figures; while a running contest uses it, to be read only."""

    def get(self, request, *args, **kwargs):
        # What is sent all the same is refused where it is saved, with what was typed.
        if self.lock_sentence:
            self.locked_for_user, self.autosave_enabled = True, False
            messages.warning(request, self.lock_sentence, extra_tags="lock")
        return super().get(request, *args, **kwargs)

    @cached_property
    def lock_sentence(self) -> str:
        """Why nothing can be changed now; "" where it can."""
        try:
            refuse_locked([self.object.translation_key])
        except QuestionLockedError as error:
            return " ".join(error.messages)
        return ""

    def get_usage_url(self):
        # Wagtail counts articles alone: "used 0 times" would deny the contest.
        return None if self.lock_sentence else super().get_usage_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"locked_for_user": self.locked_for_user}

    @cached_property
    def header_more_buttons(self):
        user = self.request.user
        buttons = [*super().header_more_buttons, *analysis_of(user, self.object)]
        if may_keep_keys(user):
            url = reverse("wagtailsnippets_quizblocks_question:feedback", args=[self.object.pk])
            label = _("Feedback in other languages")
            icon = "wagtail-localize-language"
            buttons.append(Button(label, url=url, icon_name=icon, priority=61))
        return buttons


class QuestionQueueView(QueueMixin, QuestionIndexView):
    """What waits for the person ("Chờ thẩm định")."""


class QuestionExportView(ImportersOnlyMixin, QuestionIndexView):
    """Sends the questions of the list, as it is filtered, with their keys."""

    export_format: ExportFormat = None

    def get(self, request, *args, **kwargs):
        # Translations share the key and the code of their original.
        questions = self.get_queryset().filter(locale=Locale.get_default())
        export = read_export(list(questions.values_list("pk", flat=True)))
        written = self.export_format
        try:
            content = written.write(export.items)
        except QuestionNotWritableError as error:
            messages.error(request, error.message)
            return self._back_to_list()
        if export.unfinished:
            # A file has no room for it: it is read on the next page that is opened.
            messages.warning(request, unfinished_sentence(export.unfinished))
            if not export.items:
                return self._back_to_list()
        name = f"cau-hoi-{timezone.localdate():%Y-%m-%d}.{written.ending}"
        response = as_download(content, name, content_type=written.content_type)
        logger.info(
            "Questions exported", extra={"event": "questions_exported", "user": request.user.pk}
        )
        return response

    def _back_to_list(self):
        return redirect(f"{reverse(self.index_url_name)}?{self.request.GET.urlencode()}")


def unfinished_sentence(stems: Sequence[str]) -> str:
    """Return the sentence that names the drafts which an export left out."""
    named = "; ".join(f"“{stem[:60]}”" for stem in stems[:MOST_NAMED])
    message = ngettext(
        "%(count)d draft was left out of the file, as it is not finished (choices or the key are "
        "missing): %(named)s",
        "%(count)d drafts were left out of the file, as they are not finished (choices or the key "
        "are missing): %(named)s",
        len(stems),
    )
    rest = "…" if len(stems) > MOST_NAMED else ""
    return message % {"count": len(stems), "named": named + rest}
