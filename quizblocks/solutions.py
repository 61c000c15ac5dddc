"""The public quiz of a page together with its solutions, for marking only.

Kept in the memory of the process until anything public changes, so that an
answer costs one write and no read. Never in a shared cache: keys stay here.
"""

from collections import OrderedDict
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Locale, Page

from goodnews.core.pagecache import current_generation

from .answers import Solution
from .blocks import QuizBlock
from .choices import KeyStage, QuizMode
from .errors import InvalidAnswerError, QuizNotFoundError
from .key_contents import Content, feedback_of, without_strangers
from .life.versions import current_versions
from .models import Question
from .quizzes import Quiz, load_quiz, pool_of, shown_questions, stream_children
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

    @property
    def url(self) -> str:
        """The article, at the quiz."""
        return f"{self.page_url}#trac-nghiem-{self.block_id}"


_kept: OrderedDict[tuple[int, UUID], tuple[str, PublicQuiz]] = OrderedDict()


def find_quiz(*, page_id: int, block_id: UUID) -> PublicQuiz:
    """Return the quiz at ``block_id`` of a page that everybody may read.

    Raises:
        QuizNotFoundError: no such page or block, not live, not public, nothing to ask.
    """
    generation = current_generation()
    kept = _kept.get((page_id, block_id))
    if kept is not None and kept[0] == generation:
        return kept[1]
    quiz = read_quiz(page_id=page_id, block_id=block_id)
    _kept[page_id, block_id] = (generation, quiz)
    if len(_kept) > KEPT_QUIZZES:
        _kept.popitem(last=False)
    return quiz


def read_quiz(*, page_id: int, block_id: UUID) -> PublicQuiz:
    """Read a quiz and its solutions from the database.

    Raises:
        QuizNotFoundError: as :func:`find_quiz`.
    """
    page = Page.objects.live().public().filter(pk=page_id).specific().first()
    value = next(
        (
            child.value
            for child in stream_children(page)
            if isinstance(child.block, QuizBlock) and child.id == str(block_id)
        ),
        None,
    )
    if value is None:
        raise QuizNotFoundError
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
    )


def load_solutions(questions: tuple[ShownQuestion, ...]) -> dict[int, Solution]:
    """Return the solutions of ``questions``, by question id: five queries."""
    keys = read_keys([question.key for question in questions], stage=KeyStage.LIVE)
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    reasons = Question.objects.for_practice().in_bulk([question.id for question in questions])
    versions = current_versions([question.key for question in questions])
    cited = [reason.source_page_id for reason in reasons.values() if reason.source_page_id]
    pages = Page.objects.live().public().in_bulk(cited)
    return {
        question.id: _solution(
            reasons[question.id],
            pages.get(reasons[question.id].source_page_id),
            without_strangers(keys.get(question.key, {}), question.keyed_rows),
            language=languages[reasons[question.id].locale_id],
            version=versions.get(question.key, 1),
        )
        for question in questions
        if question.id in reasons
    }


def _solution(
    reason: Question, page: Page | None, content: Content, *, language: str, version: int
) -> Solution:
    """Return what is told after an answer; an article of this site goes before an address."""
    address = page.url if page else ""
    return Solution(
        content=content,
        feedback=feedback_of(content, language),
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
