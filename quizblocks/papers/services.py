"""Making a paper, and reading it back as it was made."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.log_actions import log

from quizblocks.choices import KeyStage, QuestionUse
from quizblocks.formats.items import ItemPicture
from quizblocks.key_contents import Content
from quizblocks.models import Paper, Question
from quizblocks.services import read_keys

from .errors import PaperTooLongError, UnprintableQuestionsError
from .variants import PrintedChoice, PrintedQuestion, Variant, make_variants

MOST_QUESTIONS = 120
MADE, DELETED = "quizblocks.paper.make", "quizblocks.paper.delete"
SEED_BITS = 64


@transaction.atomic
def make_paper(*, paper: Paper, pks: Sequence[int], rng: Random, user, now: datetime) -> Paper:
    """Freeze the questions ``pks`` in ``paper`` and save it; said in the log.

    Args:
        paper: with what its form holds; not saved yet.
        pks: ids of questions that ``user`` may see.

    Raises:
        PaperTooLongError: there are more than fit.
        UnprintableQuestionsError: one is gone, no longer live, or has no valid key.
    """
    if len(pks) > MOST_QUESTIONS:
        raise PaperTooLongError
    found = Question.objects.filter(pk__in=pks, live=True).prefetch_related("choices").in_bulk()
    keyed = read_keys(
        [question.translation_key for question in found.values()], stage=KeyStage.LIVE
    )
    questions = [found[pk] for pk in pks if pk in found and found[pk].translation_key in keyed]
    if not questions or len(questions) < len(pks):
        raise UnprintableQuestionsError(len(pks) - len(questions))
    paper.content = [_frozen(question) for question in questions]
    paper.held_contest = any(question.use == QuestionUse.CONTEST for question in questions)
    paper.seed = f"{rng.getrandbits(SEED_BITS):016x}"
    paper.made_at = now
    paper.full_clean()
    paper.save()
    paper.questions.set(questions)
    data = {"questions": len(questions), "variants": paper.variant_count}
    log(instance=paper, action=MADE, user=user, data=data)
    return paper


def _frozen(question: Question) -> dict[str, Any]:
    return {
        "key": str(question.translation_key),
        "kind": question.kind,
        "stem": question.stem,
        **({"picture": _named(question.pictured)} if question.picture_id else {}),
        "choices": [
            [
                str(choice.translation_key),
                choice.text,
                choice.is_item,
                *([_named(choice.pictured)] if choice.picture_id else []),
            ]
            for choice in question.choices.all()
        ],
    }


def _named(picture: ItemPicture) -> list:
    return [picture.image, picture.alt]


def _picture(named: Sequence | None) -> ItemPicture | None:
    return ItemPicture(named[1], image=named[0]) if named else None


@transaction.atomic
def delete_paper(*, paper: Paper, user) -> None:
    """Take a paper away for good; the log keeps that it was there."""
    log(instance=paper, action=DELETED, user=user, deleted=True)
    paper.delete()


def printed_questions(paper: Paper) -> list[PrintedQuestion]:
    """Return what ``paper`` asks, in the order in which it was chosen."""
    return [
        PrintedQuestion(
            key=each["key"],
            kind=each["kind"],
            stem=each["stem"],
            choices=_printed(each["choices"], is_item=False),
            items=_printed(each["choices"], is_item=True),
            picture=_picture(each.get("picture")),
        )
        for each in paper.content
    ]


def _printed(rows: Sequence[Sequence], *, is_item: bool) -> tuple[PrintedChoice, ...]:
    return tuple(
        PrintedChoice(key, text, _picture(next(iter(named), None)))
        for key, text, is_left, *named in rows
        if is_left == is_item
    )


def variants_of(paper: Paper) -> tuple[Variant, ...]:
    """Return the variants of ``paper``: always the same."""
    return make_variants(printed_questions(paper), seed=paper.seed, codes=paper.codes)


def contents_of(paper: Paper) -> dict[str, Content]:
    """Return what the keys say that are valid now, by the key of the question."""
    keys = read_keys([UUID(each["key"]) for each in paper.content], stage=KeyStage.LIVE)
    return {str(question_key): content for question_key, content in keys.items()}
