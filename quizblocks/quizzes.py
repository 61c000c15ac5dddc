"""The quiz of a page as the public may see it; the one way from the bank to readers."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.fields import StreamField
from wagtail.models import Locale

from .choices import ONE_ANSWER_KINDS, QuizMode
from .models import Choice, Question


@dataclass(frozen=True)
class ShownChoice:
    """A choice as the page shows it."""

    id: int
    key: UUID
    text: str

    @property
    def value(self) -> str:
        """The id as a form sends it: never with a separator between thousands."""
        return str(self.id)


@dataclass(frozen=True)
class ShownQuestion:
    """A question as the page shows it: an allow-list that has no way to the key."""

    id: int
    key: UUID
    kind: str
    stem: str
    choices: tuple[ShownChoice, ...]

    @property
    def takes_one(self) -> bool:
        """Whether exactly one choice may be picked."""
        return self.kind in ONE_ANSWER_KINDS

    @property
    def name(self) -> str:
        """Name of the question's form field."""
        return f"q{self.id}"

    @property
    def value(self) -> str:
        """The id as a form sends it: never with a separator between thousands."""
        return str(self.id)


@dataclass(frozen=True)
class Quiz:
    """The questions of one quiz block, in the language of its page."""

    title: str
    questions: tuple[ShownQuestion, ...]

    @property
    def is_shown(self) -> bool:
        """False once every question is deleted, withdrawn or kept for a contest."""
        return bool(self.questions)


def block_id_of(page, value) -> UUID | None:
    """Return the id under which ``value`` stands in one of the page's streams.

    A block does not know its own id; the stream that holds it does.
    """
    for child in stream_children(page):
        if child.value is value and child.id:
            return UUID(child.id)
    return None


def stream_children(page) -> Iterable:
    """Yield every top-level block of the page's streams."""
    if page is None:
        return
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from getattr(page, field.name)


def stream_with(value, page) -> Iterable:
    """Return the stream of ``page`` that holds the block ``value``."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            if any(child.value is value for child in stream):
                return stream
    return ()


def load_quiz(value, *, page, block_id: UUID | None) -> Quiz:
    """Read the questions of a quiz block: two queries, three where they are drawn."""
    locale_id = page.locale_id if page is not None else Locale.get_default().pk
    if value["mode"] == QuizMode.DRAWN:
        keys = draw(value, locale_id=locale_id, block_id=block_id)
    else:
        keys = [question.translation_key for question in value["questions"] if question]
    return Quiz(title=value["title"], questions=shown_questions(keys, locale_id=locale_id))


def pool_of(value):
    """Return the practice questions that a drawn quiz may take."""
    if value["topic"] is None:
        return Question.objects.none()
    pool = Question.objects.for_practice().filter(topic=value["topic"])
    return pool.filter(difficulty=value["difficulty"]) if value["difficulty"] else pool


def draw(value, *, locale_id: int, block_id: UUID | None) -> list[UUID]:
    """Return the questions drawn for a block: the same ones for every reader.

    The draw is fixed by the block's id. Each question has its own lot, so a
    question added to the bank or taken out changes one place, not the whole quiz.
    """
    keys = pool_of(value).filter(locale_id=locale_id).values_list("translation_key", flat=True)
    lots = sorted(keys, key=lambda key: hashlib.sha256(f"{block_id}{key}".encode()).digest())
    return lots[: value["count"] or 0]


def shown_questions(keys: Iterable[UUID], *, locale_id: int) -> tuple[ShownQuestion, ...]:
    """Return the public form of the questions ``keys`` in one language, in that order."""
    keys = list(keys)
    if not keys:
        return ()
    found = {
        question.translation_key: question
        for question in Question.objects.for_practice().filter(
            translation_key__in=keys, locale_id=locale_id
        )
    }
    by_question: dict[int, list[ShownChoice]] = {}
    choices = Choice.objects.filter(question__in=[question.pk for question in found.values()])
    for choice in choices:
        by_question.setdefault(choice.question_id, []).append(
            ShownChoice(id=choice.pk, key=choice.translation_key, text=choice.text)
        )
    return tuple(
        ShownQuestion(
            id=question.pk,
            key=key,
            kind=question.kind,
            stem=question.stem,
            choices=tuple(by_question.get(question.pk, ())),
        )
        for key in keys
        if (question := found.get(key)) is not None
    )
