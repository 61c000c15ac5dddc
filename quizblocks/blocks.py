"""The quiz in an article: questions of the bank, answered without an account."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from goodnews.sharing import structured_data

from .bands import BandBlock, band_faults, bands_of
from .choices import Difficulty, QuizMode, QuizPace
from .formats.markup import plain_of
from .models import Question
from .passages import PassageBlock, lost_passages, passage_faults, passage_ids
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

    def anchored_ids(self, stream) -> set[str]:
        """Ids of the blocks of the same page that a reply leads back to."""
        return set(passage_ids(self, stream).values())


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
    pace = blocks.ChoiceBlock(
        label=_("questions are shown"), choices=QuizPace.choices, default=QuizPace.ONE_BY_ONE
    )
    is_shuffled = blocks.BooleanBlock(
        label=_("in another order for every reader"),
        required=False,
        # A quiz from before the question was asked is not changed by being opened.
        default=False,
        help_text=_("Questions and choices; not for choices such as “all of the above”."),
    )
    bands = blocks.ListBlock(
        BandBlock(),
        label=_("results in your own words"),
        required=False,
        default=[],
        help_text=_("Left empty, the usual sentences are used."),
    )
    passages = blocks.ListBlock(
        PassageBlock(),
        label=_("passages that answer"),
        required=False,
        default=[],
        help_text=_("After the answer a link leads back to the passage."),
    )

    def clean(self, value):
        value = super().clean(value)
        errors = chosen_faults(value) if value["mode"] == QuizMode.CHOSEN else drawn_faults(value)
        errors |= band_faults(value) | passage_faults(value)
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        block_id = block_id_of(page, value)
        context["block_id"] = block_id
        context["quiz"] = load_quiz(value, page=page, block_id=block_id)
        context["bands"] = bands_of(value)
        context["is_preview"] = getattr(context.get("request"), "is_preview", False)
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


def check_passages(stream) -> None:
    """Refuse a quiz of ``stream`` that names a passage which is not there.

    Raises:
        StreamBlockValidationError: at the words themselves.
    """
    errors = {}
    for place, child in enumerate(stream):
        lost = lost_passages(child.value, stream) if isinstance(child.block, QuizBlock) else {}
        if lost:
            fault = ListBlockValidationError(block_errors=lost)
            errors[place] = blocks.StructBlockValidationError(block_errors={"passages": fault})
    if errors:
        raise blocks.StreamBlockValidationError(block_errors=errors)


def structured_quiz(quiz: Quiz, *, page, block_id) -> dict:
    """Return the quiz for search engines: questions without choices and answers."""
    if not quiz.is_shown or block_id is None or page.pk is None:
        return {}
    return structured_data.quiz(
        name=quiz.title,
        url=f"{page.full_url}#trac-nghiem-{block_id}",
        questions=[(question.kind, plain_of(question.heading)) for question in quiz.questions],
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
