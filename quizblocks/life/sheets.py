"""Questions laid out for a reviewer: the draft as it will look, beside where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizblocks.choices import KeyStage
from quizblocks.contents import said_in
from quizblocks.models import Question, QuestionLife, pictures_in
from quizblocks.pictures import Images, images_of
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
    contents = [said for question in questions for said in _contents(question)]
    images = images_of(picture for said in contents for picture in pictures_in(said))
    return [
        _sheet(
            question,
            images,
            draft_keys.get(question.translation_key, {}) if with_keys else None,
            live_keys.get(question.translation_key, {}) if with_keys else None,
        )
        for question in questions
    ]


def _contents(question: Question) -> list[Mapping[str, Any]]:
    """Return what ``question`` says as it was last saved and, where it is live, as published."""
    saved = said_in(saved_content(question))
    return [saved, said_in(question.serializable_data())] if question.live else [saved]


def _sheet(
    question: Question, images: Images, draft_key: dict | None, live_key: dict | None
) -> Sheet:
    language = question.locale.language_code
    cards = [
        card_of(said, key, language=language, images=images)
        for said, key in zip(_contents(question), (draft_key, live_key), strict=False)
    ]
    card, live = cards[0], cards[1] if question.live else None
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
