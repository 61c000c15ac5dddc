"""The sets of a topic: its practice questions in one fixed order, five at a time."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Locale

from quizblocks.choices import QuizMode
from quizblocks.errors import QuizNotFoundError
from quizblocks.models import PRACTICE_PAGE, Question, Topic
from quizblocks.quizzes import Quiz, in_lot_order, shown_questions
from quizblocks.solutions import PublicQuiz, kept_quiz, load_solutions

SET_SIZE = 5
# Its lots order the questions of every topic.
LOTTERY = "luyen-tap"
# With fewer questions a topic is not worth a page.
LEAST_QUESTIONS = SET_SIZE
# Blocks of practice pages are named within this space, as blocks of articles are by Wagtail.
NAMESPACE = uuid.UUID("5b0a6a0e-6a0c-4f0f-9c0e-2f1f5d1f7a11")


@dataclass(frozen=True)
class PracticeTopic:
    """A topic that can be practised."""

    name: str
    slug: str
    question_count: int

    @property
    def set_count(self) -> int:
        """How many sets the questions make; the last may be smaller."""
        return sets_of(self.question_count)

    @property
    def url(self) -> str:
        return set_url(self.slug, 1)


@dataclass(frozen=True)
class PracticeSet(PublicQuiz):
    """One set of a topic, ready to be answered."""

    slug: str
    number: int
    set_count: int

    @property
    def url(self) -> str:
        """Where the set is shown and its answers are sent."""
        return set_url(self.slug, self.number)

    @property
    def answer_url(self) -> str:
        return self.url

    @property
    def place(self) -> str:
        return gettext("Practice topic")

    @property
    def back(self) -> str:
        return gettext("Answer this set again")

    @property
    def next_url(self) -> str:
        """The set after this one; the first again after the last."""
        return set_url(self.slug, self.number % self.set_count + 1) if self.set_count > 1 else ""


def sets_of(question_count: int) -> int:
    """Return how many sets so many questions make; the last may be smaller."""
    return -(-question_count // SET_SIZE)


def set_url(slug: str, number: int) -> str:
    """Return the address of a set; the first has the topic's own."""
    if number == 1:
        return reverse("practice:topic", args=[slug])
    return reverse("practice:set", args=[slug, number])


def practice_topics(locale: Locale) -> list[PracticeTopic]:
    """Return the topics that have enough questions in ``locale``: one query."""
    questions = Question.objects.for_practice().filter(locale=locale)
    topics = Topic.objects.with_practice(questions, at_least=LEAST_QUESTIONS)
    return [PracticeTopic(topic.name, topic.slug, topic.practice_count) for topic in topics]


def sample_set(topic_ids: Iterable[int | None], *, locale: Locale) -> PracticeSet | None:
    """Return the first set of a topic that is one of ``topic_ids``, or a part of one.

    What comes first in ``topic_ids`` is looked for first; None among them is any topic. Two
    queries and those of :func:`find_set`; None where nothing fits can be practised.
    """
    ids = list(dict.fromkeys(topic_ids))
    if not ids:
        return None
    questions = Question.objects.for_practice().filter(locale=locale)
    practised = list(Topic.objects.with_practice(questions, at_least=LEAST_QUESTIONS))
    wanted = Topic.objects.in_bulk([each for each in ids if each is not None])
    for each in ids:
        for topic in practised:
            if each is None or (each in wanted and topic.is_within(wanted[each])):
                with suppress(QuizNotFoundError):
                    return find_set(slug=topic.slug, number=1, locale=locale)
    return None


def find_set(*, slug: str, number: int, locale: Locale, generation: str = "") -> PracticeSet:
    """Return set ``number`` of a topic with its solutions, kept until something is published.

    Args:
        generation: as :func:`quizblocks.solutions.kept_quiz` has it.

    Raises:
        QuizNotFoundError: as :func:`read_set`.
    """
    return kept_quiz(
        (slug, number, locale.pk),
        lambda: read_set(slug=slug, number=number, locale=locale),
        generation=generation,
    )


def read_set(*, slug: str, number: int, locale: Locale) -> PracticeSet:
    """Read a set and its solutions from the database: as many queries whatever the bank holds.

    Each question has its own lot, so one more question moves the others by one place
    and never shuffles the sets that people have done.

    Raises:
        QuizNotFoundError: no such topic, too few questions, no such set.
    """
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None or number < 1:
        raise QuizNotFoundError
    pool = Question.objects.for_practice().filter(topic=topic, locale=locale)
    keys = in_lot_order(pool.values_list("translation_key", flat=True), of=LOTTERY)
    start = (number - 1) * SET_SIZE
    if len(keys) < LEAST_QUESTIONS or start >= len(keys):
        raise QuizNotFoundError
    questions = shown_questions(keys[start : start + SET_SIZE], locale_id=locale.pk)
    if not questions:
        raise QuizNotFoundError
    return PracticeSet(
        page_id=PRACTICE_PAGE,
        block_id=uuid.uuid5(NAMESPACE, slug),
        page_title=topic.name,
        page_url=reverse("practice:index"),
        locale_id=locale.pk,
        quiz=Quiz(title=topic.name, questions=questions),
        solutions=load_solutions(questions),
        # A set that was open while the bank changed is still marked.
        value={"mode": QuizMode.DRAWN, "topic": topic, "difficulty": ""},
        slug=slug,
        number=number,
        set_count=sets_of(len(keys)),
    )
