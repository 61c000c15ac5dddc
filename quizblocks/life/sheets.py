"""Questions laid out for a reviewer: the draft as it will look, beside where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizblocks.choices import KeyStage
from quizblocks.contents import said_in
from quizblocks.models import Question, QuestionLife
from quizblocks.services import read_keys

from .cards import Card, card_of
from .contents import saved_content


@dataclass(frozen=True)
class Sheet:
    """What a reviewer sees of one question.

    Attributes:
        draft: the question as it was last saved.
        live_card: what is published now, where that is something else.
    """

    question: Question
    draft: Question
    life: QuestionLife
    card: Card
    live_card: Card | None


def read_sheets(questions: Sequence[Question], *, with_keys: bool) -> list[Sheet]:
    """Return the sheets of ``questions``, with their keys or without."""
    names = [question.translation_key for question in questions]
    draft_keys = read_keys(names, stage=KeyStage.DRAFT) if with_keys else {}
    live_keys = read_keys(names, stage=KeyStage.LIVE) if with_keys else {}
    return [
        _sheet(
            question,
            draft_keys.get(question.translation_key, {}) if with_keys else None,
            live_keys.get(question.translation_key, {}) if with_keys else None,
        )
        for question in questions
    ]


def _sheet(question: Question, draft_key: dict | None, live_key: dict | None) -> Sheet:
    language = question.locale.language_code
    card, live = card_of(said_in(saved_content(question)), draft_key, language=language), None
    if question.live:
        live = card_of(said_in(question.serializable_data()), live_key, language=language)
    revision = question.latest_revision
    return Sheet(
        question=question,
        draft=revision.as_object() if revision is not None else question,
        life=life_of(question),
        card=card,
        live_card=live if live != card else None,
    )


def life_of(question: Question) -> QuestionLife:
    """Return where ``question`` stands; a row that nobody noted waits for a review."""
    try:
        return question.life
    except QuestionLife.DoesNotExist:
        return QuestionLife(question=question)
