"""The quiz of a page as the public may see it; the one way from the bank to readers."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Locale

from .bodies import in_shown_order
from .choices import KeyStage, QuizMode
from .key_contents import fits
from .models import Choice, Question
from .services import read_keys
from .shown import ShownChoice, ShownPicture, ShownQuestion


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


def streams_of(page) -> Iterator[StreamValue]:
    """Yield the streams of ``page``; none of None."""
    for each in page._meta.get_fields() if page is not None else ():
        if isinstance(each, StreamField):
            yield getattr(page, each.name)


def stream_children(page) -> Iterator[StreamValue.StreamChild]:
    """Yield every top-level block of the page's streams."""
    return chain.from_iterable(streams_of(page))


def stream_with(value, page) -> Iterable:
    """Return the stream of ``page`` that holds the block ``value``."""
    holding = (
        stream for stream in streams_of(page) if any(child.value is value for child in stream)
    )
    return next(holding, ())


def load_quiz(value, *, page, block_id: UUID | None) -> Quiz:
    """Read the questions of a quiz block: two queries to four."""
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
    pool = Question.objects.for_practice().about(value["topic"])
    return pool.filter(difficulty=value["difficulty"]) if value["difficulty"] else pool


def draw(value, *, locale_id: int, block_id: UUID | None) -> list[UUID]:
    """Return the questions drawn for a block: the same ones for every reader.

    The draw is fixed by the block's id. Each question has its own lot, so a
    question added to the bank or taken out changes one place, not the whole quiz.
    """
    keys = pool_of(value).filter(locale_id=locale_id).values_list("translation_key", flat=True)
    return in_lot_order(keys, of=str(block_id))[: value["count"] or 0]


def in_lot_order(keys: Iterable[UUID], *, of: str) -> list[UUID]:
    """Return ``keys`` in the order of their lots in the lottery ``of``; each has its own."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{of}{key}".encode()).digest())


def shown_questions(keys: Iterable[UUID], *, locale_id: int) -> tuple[ShownQuestion, ...]:
    """Return the public form of the questions ``keys`` in one language, in that order."""
    keys = list(keys)
    if not keys:
        return ()
    found = {
        question.translation_key: question
        for question in Question.objects.for_practice()
        .filter(translation_key__in=keys, locale_id=locale_id)
        .select_related("picture")
    }
    by_question: dict[int, list[Choice]] = {}
    choices = Choice.objects.filter(
        question__in=[question.pk for question in found.values()]
    ).select_related("picture")
    for choice in choices:
        by_question.setdefault(choice.question_id, []).append(choice)
    return without_misfits(
        ShownQuestion(
            id=question.pk,
            key=key,
            kind=question.kind,
            stem=question.stem,
            choices=tuple(
                ShownChoice(
                    choice.pk,
                    choice.translation_key,
                    choice.text,
                    choice.is_item,
                    choice.gap,
                    shown_picture(choice),
                )
                for choice in in_shown_order(question.kind, by_question.get(question.pk, ()))
            ),
            picture=shown_picture(question),
        )
        for key in keys
        if (question := found.get(key)) is not None
    )


def shown_picture(of: Question | Choice) -> ShownPicture | None:
    """Return the picture of a question or a choice, read with it."""
    return ShownPicture(of.picture, of.picture_alt) if of.picture_id else None


def without_misfits(questions: Iterable[ShownQuestion]) -> tuple[ShownQuestion, ...]:
    """Return ``questions`` without those that could not be marked.

    The key of an order, of pairs and of gaps names all rows: a translation that is
    behind its original waits until it has the same ones.
    """
    questions = list(questions)
    named = [question.key for question in questions if question.rows]
    keys = read_keys(named, stage=KeyStage.LIVE)
    return tuple(
        question
        for question in questions
        if not question.rows or fits(question.kind, keys.get(question.key, {}), question.keyed_rows)
    )
