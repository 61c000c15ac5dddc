"""The quiz in an article: questions of the bank, answered without an account."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from goodnews.sharing import structured_data

from .answers import bands
from .choices import Difficulty, QuizMode
from .models import Question
from .quizzes import Quiz, block_id_of, load_quiz

MAX_QUESTIONS = 10


class QuestionChooserBlock(SnippetChooserBlock):
    """A practice question; one kept for a contest is neither offered nor named."""

    @cached_property
    def widget(self):
        return self.target_model.snippet_viewset.chooser_viewset.widget_class()


class QuizBlockValue(blocks.StructValue):
    """What the template asks of a quiz block."""

    @property
    def question_ids(self) -> list[int]:
        """Ids of the chosen questions, in the editor's order."""
        return [question.pk for question in self["questions"] if question is not None]


class QuizBlock(blocks.StructBlock):
    """Practice questions in an article (trắc nghiệm), marked on the server, never scored."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    mode = blocks.ChoiceBlock(
        label=_("questions come from"), choices=QuizMode.choices, default=QuizMode.CHOSEN
    )
    questions = blocks.ListBlock(
        QuestionChooserBlock("quizblocks.Question", required=False, label=_("question")),
        label=_("chosen questions"),
        help_text=_("1 to 10 questions."),
        required=False,
        default=[],
    )
    topic = SnippetChooserBlock("quizblocks.Topic", label=_("topic"), required=False)
    difficulty = blocks.ChoiceBlock(
        label=_("difficulty"), choices=Difficulty.choices, required=False
    )
    count = blocks.IntegerBlock(
        label=_("number of questions"),
        min_value=1,
        max_value=MAX_QUESTIONS,
        required=False,
        help_text=_("Drawn once for this article: every reader gets the same questions."),
    )

    def clean(self, value):
        value = super().clean(value)
        errors = chosen_faults(value) if value["mode"] == QuizMode.CHOSEN else drawn_faults(value)
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        block_id = block_id_of(page, value)
        context["block_id"] = block_id
        context["quiz"] = load_quiz(value, page=page, block_id=block_id)
        context["bands"] = bands()
        context["structured"] = structured_quiz(context["quiz"], page=page, block_id=block_id)
        return context

    def get_searchable_content(self, value):
        # Neither stems nor choices: a question may leave the article for a contest.
        return [value.get("title", "")]

    class Meta:
        icon = "help"
        label = _("Quiz")
        description = _("1 to 10 practice questions; readers get reasons at once.")
        template = "quizblocks/blocks/quiz_block.html"
        value_class = QuizBlockValue
        preview_value = {"title": "Thử nhanh: An toàn trên mạng", "mode": "chosen", "questions": []}


def structured_quiz(quiz: Quiz, *, page, block_id) -> dict:
    """Return the quiz for search engines: questions without choices and answers."""
    if not quiz.is_shown or block_id is None or page.pk is None:
        return {}
    return structured_data.quiz(
        name=quiz.title,
        url=f"{page.full_url}#trac-nghiem-{block_id}",
        questions=[(question.kind, question.heading) for question in quiz.questions],
        language=get_language(),
    )


def chosen_faults(value) -> dict:
    """Return what is wrong with a quiz of chosen questions, by child block."""
    ids = value.question_ids
    if not 1 <= len(ids) <= MAX_QUESTIONS:
        return {"questions": ValidationError(_("Choose 1 to 10 questions."))}
    if len(set(ids)) < len(ids):
        return {"questions": ValidationError(_("A question is chosen twice."))}
    if Question.objects.for_practice().filter(pk__in=ids).count() < len(ids):
        return {
            "questions": ValidationError(
                _("One of these questions is not approved, out of use or reserved for contests.")
            )
        }
    return {}


def drawn_faults(value) -> dict:
    """Return what is wrong with a quiz drawn from a topic, by child block."""
    errors = {}
    if value["topic"] is None:
        errors["topic"] = ValidationError(_("Choose the topic to draw from."))
    if not value["count"]:
        errors["count"] = ValidationError(_("Say how many questions are drawn."))
    if errors:
        return errors
    pool = Question.objects.for_practice().about(value["topic"])
    if value["difficulty"]:
        pool = pool.filter(difficulty=value["difficulty"])
    found = pool.values("translation_key").distinct().count()
    if found < value["count"]:
        message = _("The bank has only %(found)s questions of this kind.")
        return {"count": ValidationError(message, params={"found": found})}
    return {}
