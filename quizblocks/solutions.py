"""The public quiz of a page together with its solutions, for marking only.

Kept in the memory of the process until anything public changes, so that an
answer costs one write and no read. Never in a shared cache: keys stay here.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from goodnews.core.pagecache import current_generation

from .answers import Solution
from .blocks import QuizBlock
from .choices import KeyStage, QuizMode
from .errors import InvalidAnswerError, QuizNotFoundError
from .key_contents import Content, feedback_of, without_strangers
from .life.versions import current_versions
from .models import Question
from .passages import passage_links
from .public_blocks import find_public_block
from .quizzes import Quiz, load_quiz, pool_of, shown_questions, stream_with
from .services import read_keys
from .shown import ShownQuestion

KEPT_QUIZZES = 128


@dataclass(frozen=True)
class PublicQuiz:
    """A quiz block of a live, public page, ready to be answered."""

    page_id: int
    block_id: UUID
    page_title: str
    page_url: str
    locale_id: int
    quiz: Quiz
    solutions: dict[int, Solution]
    value: object
    # Where the article answers a question, by the question's key.
    passages: dict[UUID, str] = field(default_factory=dict, kw_only=True)
    # Forms marked before, see :mod:`quizblocks.marked_forms`.
    forms: dict = field(default_factory=dict, kw_only=True, compare=False, repr=False)

    def shows(self, asked: list[int]) -> bool:
        """Tell whether the quiz itself shows all questions ``asked``, by id."""
        return {question.id for question in self.quiz.questions}.issuperset(asked)

    @property
    def url(self) -> str:
        """The article, at the quiz."""
        return f"{self.page_url}#trac-nghiem-{self.block_id}"

    @property
    def answer_url(self) -> str:
        """Where answers are sent."""
        return reverse("quizblocks:answer", args=[self.page_id, self.block_id])

    @property
    def place(self) -> str:
        """What stands before the title of the page that asked."""
        return gettext("Quiz in the article")

    @property
    def back(self) -> str:
        """The words of the way back to the quiz."""
        return gettext("Back to the article")

    @property
    def next_url(self) -> str:
        """More questions of the kind; empty where there are none."""
        return ""


_kept: OrderedDict[tuple, tuple[str, PublicQuiz]] = OrderedDict()


def find_quiz(*, page_id: int, block_id: UUID, generation: str = "") -> PublicQuiz:
    """Return the quiz at ``block_id`` of a page that everybody may read.

    Args:
        generation: as :func:`kept_quiz` has it.

    Raises:
        QuizNotFoundError: no such page or block, not live, not public, nothing to ask.
    """
    return kept_quiz(
        (page_id, block_id),
        lambda: read_quiz(page_id=page_id, block_id=block_id),
        generation=generation,
    )


def kept_quiz(key: tuple, read: Callable[[], PublicQuiz], *, generation: str = "") -> PublicQuiz:
    """Return the quiz kept under ``key``, read anew once anything public has changed.

    Args:
        generation: of everything public, where it was just asked for.

    Raises:
        QuizNotFoundError: ``read`` finds none.
    """
    generation = generation or current_generation()
    kept = _kept.get(key)
    if kept is not None and kept[0] == generation:
        return kept[1]
    quiz = read()
    _kept[key] = (generation, quiz)
    if len(_kept) > KEPT_QUIZZES:
        _kept.popitem(last=False)
    return quiz


def read_quiz(*, page_id: int, block_id: UUID) -> PublicQuiz:
    """Read a quiz and its solutions from the database.

    Raises:
        QuizNotFoundError: as :func:`find_quiz`.
    """
    page, value = find_public_block(page_id=page_id, block_id=block_id, block_class=QuizBlock)
    quiz = load_quiz(value, page=page, block_id=block_id)
    if not quiz.is_shown:
        raise QuizNotFoundError
    return PublicQuiz(
        page_id=page.pk,
        block_id=block_id,
        page_title=page.title,
        page_url=page.url or "/",
        locale_id=page.locale_id,
        quiz=quiz,
        solutions=load_solutions(quiz.questions),
        value=value,
        passages=passage_links(
            value,
            stream_with(value, page),
            keys=[question.key for question in quiz.questions],
            page_url=page.url or "/",
        ),
    )


def load_solutions(questions: tuple[ShownQuestion, ...]) -> dict[int, Solution]:
    """Return the solutions of ``questions``, by question id: four queries."""
    keys = read_keys([question.key for question in questions], stage=KeyStage.LIVE)
    reasons = (
        Question.objects.for_practice()
        .select_related("locale")
        .in_bulk([question.id for question in questions])
    )
    versions = current_versions([question.key for question in questions])
    cited = [reason.source_page_id for reason in reasons.values() if reason.source_page_id]
    pages = Page.objects.live().public().in_bulk(cited)
    return {
        question.id: _solution(
            reasons[question.id],
            pages.get(reasons[question.id].source_page_id),
            without_strangers(keys.get(question.key, {}), question.keyed_rows),
            version=versions.get(question.key, 1),
        )
        for question in questions
        if question.id in reasons
    }


def _solution(reason: Question, page: Page | None, content: Content, *, version: int) -> Solution:
    """Return what is told after an answer; an article of this site goes before an address."""
    address = page.url if page else ""
    return Solution(
        content=content,
        feedback=feedback_of(content, reason.locale.language_code),
        explanation=reason.explanation,
        source=reason.source or (page.title if page else ""),
        source_url=address or reason.source_url,
        version=version,
    )


def questions_asked(
    public: PublicQuiz, shown: list[int]
) -> tuple[tuple[ShownQuestion, ...], dict[int, Solution]]:
    """Return the questions that a reader's form showed, with their solutions.

    A page may have been open while the bank changed: a drawn quiz takes answers
    to every question that could have been drawn.

    Raises:
        InvalidAnswerError: a question that this quiz never showed.
    """
    by_id = {question.id: question for question in public.quiz.questions}
    missing = [pk for pk in shown if pk not in by_id]
    if not missing:
        return tuple(by_id[pk] for pk in shown), public.solutions
    if public.value["mode"] != QuizMode.DRAWN:
        raise InvalidAnswerError
    pool = pool_of(public.value).filter(locale_id=public.locale_id, pk__in=missing)
    keys = list(pool.values_list("translation_key", flat=True))
    extra = shown_questions(keys, locale_id=public.locale_id)
    by_id.update({question.id: question for question in extra})
    if any(pk not in by_id for pk in shown):
        raise InvalidAnswerError
    return tuple(by_id[pk] for pk in shown), {**public.solutions, **load_solutions(extra)}
