"""What the rows of a contest's form choose from, asked for once for all of them."""

from collections.abc import Mapping

from django import forms
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from goodnews.core.row_choices import is_row_id
from quizblocks.choices import QuestionUse
from quizblocks.models import Question, Topic
from quizblocks.rights import may_keep_keys

from .bank import LANGUAGE

QUESTION_END = "-question"


class FormLists:
    """Topics and questions by their ids, for one form and all its rows.

    Args:
        data: what was sent, or None.
        user: who sees the form; stems are for those who may see contest questions.
    """

    def __init__(self, *, data: Mapping[str, str] | None, user):
        self.data = data or {}
        self.shows_stems = may_keep_keys(user)

    @cached_property
    def topics(self) -> dict[int, Topic]:
        """All topics, in the order of their tree."""
        return {each.pk: each for each in Topic.objects.all()}

    @cached_property
    def topic_choices(self) -> list[tuple[object, str]]:
        """What a line of questions may be about."""
        return [("", "—"), *((pk, str(topic)) for pk, topic in self.topics.items())]

    @cached_property
    def questions(self) -> dict[int, Question]:
        """The contest questions whose numbers were sent."""
        numbers = {as_id(self.data[name]) for name in self.data if name.endswith(QUESTION_END)}
        if not numbers - {None}:
            return {}
        locale = Locale.objects.get_for_language(LANGUAGE)
        return Question.objects.filter(use=QuestionUse.CONTEST, locale=locale).in_bulk(
            numbers - {None}
        )


def as_id(value: object) -> int | None:
    """Return the id that ``value`` says, or None where no row can have it."""
    text = str(value).strip()
    return int(text) if is_row_id(text) else None


class ListedField(forms.Field):
    """One of the rows that a form has read already."""

    default_error_messages = {
        "invalid_choice": _("Choose one of the list."),
    }

    def __init__(self, *, rows: Mapping[int, Model] | None = None, **kwargs):
        super().__init__(**kwargs)
        self.rows = rows or {}

    def prepare_value(self, value):
        return value.pk if isinstance(value, Model) else value

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return self.rows[as_id(value)]
        except KeyError as error:
            message = self.error_messages["invalid_choice"]
            raise forms.ValidationError(message, code="invalid_choice") from error

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial) or "") != str(data or "").strip()


class SharedSelect(forms.Select):
    """A list that holds what is chosen; a script fills in the rest from one for all."""

    def optgroups(self, name, value, attrs=None):
        groups = super().optgroups(name, value, attrs)
        return [
            group
            for group in groups
            if any(each["selected"] or not each["value"] for each in group[1])
        ]


class NumberedQuestionInput(forms.TextInput):
    """The number of a question, with what it asks beside it."""

    template_name = "contests/admin/question_number.html"
    questions: Mapping[int, Question] = {}

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        question = self.questions.get(as_id(value))
        context["stem"] = question.plain_stem() if question else ""
        return context
