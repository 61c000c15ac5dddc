"""Writes of the question bank that have a rule."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from rapidfuzz import fuzz
from wagtail.models import Locale

from goodnews.core.folding import fold
from goodnews.core.pagecache import purge_public_pages

from .bodies import Body, BodyChoice, RowText, content_of, in_shown_order, rows_of
from .choices import KeyStage, QuestionKind
from .errors import InvalidKeyError, UnreviewedError
from .formats.markup import plain_of
from .key_contents import Content, fits, without_strangers
from .life.contents import is_original
from .life.steps import note_saved, vouch_for
from .life.versions import make_version
from .models import AnswerKey, Choice, Question, QuestionLife, Topic, refuse_locked
from .usage import lock_lifted

# A row with a name that stays: of the bank, or about to be.
Named = TypeVar("Named")
BATCH = 500
# Of 100: a word mended, not another answer.
LIKENESS = 70
DIGITS = re.compile(r"\d+")
# What a question says in every language alike.
SHARED_FIELDS = (
    "topic",
    "kind",
    "source_url",
    "source_page",
    "difficulty",
    "use",
    "author",
    "picture",
    "picture_alt",
)


def read_keys(question_keys: Collection[UUID], *, stage: KeyStage) -> dict[UUID, Content]:
    """Return the contents of the keys of ``question_keys``: one query for each 500.

    A question without a key at ``stage`` is not in it.
    """
    wanted, found = sorted(question_keys), {}
    for start in range(0, len(wanted), BATCH):
        found.update(
            AnswerKey.objects.filter(stage=stage).contents_of(wanted[start : start + BATCH])
        )
    return found


def set_draft_keys(contents: Mapping[UUID, Content]) -> None:
    """Save the keys of many questions as their keepers set them.

    Answers are not yet marked by them. An empty content takes the key away. One
    or two queries for each 500.

    Raises:
        QuestionLockedError: a running contest uses one of them.
    """
    refuse_locked(contents)
    _replace(KeyStage.DRAFT, contents)


@transaction.atomic
def publish_key(*, question: Question) -> None:
    """Mark answers by the saved key from now on, because ``question`` was published.

    Where the saved key does not fit the published rows the old one stays, if it
    does; a question without a key that fits is not shown.
    """
    question_key, kind = question.translation_key, question.kind
    rows = list(question.choices.all())
    saved = read_keys([question_key], stage=KeyStage.DRAFT).get(question_key, {})
    saved = without_strangers(saved, rows)
    if not fits(kind, saved, rows):
        valid = read_keys([question_key], stage=KeyStage.LIVE).get(question_key, {})
        saved = without_strangers(valid, rows)
    _replace(KeyStage.LIVE, {question_key: saved if fits(kind, saved, rows) else {}})
    purge_public_pages()


@transaction.atomic
def _replace(stage: KeyStage, contents: Mapping[UUID, Content]) -> None:
    question_keys = sorted(contents)
    for start in range(0, len(question_keys), BATCH):
        batch = question_keys[start : start + BATCH]
        if emptied := [key for key in batch if not contents[key]]:
            AnswerKey.objects.filter(question_key__in=emptied, stage=stage).delete()
        AnswerKey.objects.bulk_create(
            [
                AnswerKey(question_key=key, stage=stage, content=contents[key])
                for key in batch
                if contents[key]
            ],
            update_conflicts=True,
            unique_fields=["question_key", "stage"],
            update_fields=["content"],
        )


def name_rows(
    kind: str, body: Body, *, make: Callable[[], Named], known: Iterable[Named] = ()
) -> tuple[list[Named], list[UUID]]:
    """Return the rows of ``body`` in the order in which they are stored, and their names.

    Args:
        make: returns a new row with a name of its own.
        known: the rows of the question so far; one with the same text, or nearly the same,
            stays the same row, so that translations stay aligned.

    Returns:
        The names are in the order of :func:`quizblocks.bodies.rows_of`.
    """
    left, texts = list(known), rows_of(kind, body)
    same = [_take(left, text, least=100) for text in texts]
    rows = [
        row or _take(left, text, least=LIKENESS) or make()
        for row, text in zip(same, texts, strict=True)
    ]
    for row, text in zip(rows, texts, strict=True):
        row.text, row.is_item, row.gap = text.text, text.is_item, text.gap
        row.pictured = text.pictured
    names = [row.translation_key for row in rows]
    stored = in_shown_order(kind, rows)
    for number, row in enumerate(stored):
        row.sort_order = number
    return stored, names


def _take(left: list[Named], text: RowText, *, least: int) -> Named | None:
    """Take the first row out of ``left`` whose folded text is at least so like ``text``, of 100."""
    if not left:
        return None
    wanted = plain_of(text.text)
    for row in left:
        words = plain_of(row.text)
        if not (words or wanted) and row.pictured != text.pictured:
            continue
        # Another number is another answer.
        is_like = DIGITS.findall(words) == DIGITS.findall(wanted)
        is_like = is_like and fuzz.ratio(fold(words), fold(wanted)) >= least
        if (row.is_item, row.gap) == (text.is_item, text.gap) and is_like:
            left.remove(row)
            return row
    return None


@transaction.atomic
def create_question(
    *,
    topic: Topic,
    stem: str,
    choices: Sequence[tuple[str, bool]] = (),
    body: Body | None = None,
    kind: str = QuestionKind.SINGLE,
    live: bool = True,
    vouched_by: str = "",
    author=None,
    locale: Locale | None = None,
    **values,
) -> Question:
    """Put a question with its rows and its key into the bank.

    Args:
        choices: text and whether it is right, in the order they are shown.
        body: what is asked and what is right, where there is more to say than ``choices``.
        live: publish it without a review, on the word of ``vouched_by``, such as "demo".
        author: who wrote text and key.
        values: of further fields of the question.

    Raises:
        InvalidKeyError: what is right does not fit ``kind``.
        UnreviewedError: it would go live and nobody vouches for it.
    """
    body = body or Body(choices=tuple(BodyChoice(*choice) for choice in choices))
    locale = locale or Locale.get_default()
    question = Question(
        topic=topic, stem=stem, kind=kind, author=author, live=False, locale=locale, **values
    )
    rows, names = name_rows(kind, body, make=partial(Choice, locale=locale))
    content = content_of(kind, body, names, language=locale.language_code)
    if not fits(kind, content, rows):
        raise InvalidKeyError
    question.choices.set(rows)
    # Nothing uses what is not there yet.
    with lock_lifted([question.translation_key]):
        _save_new(question, content, user=author, vouched_by=vouched_by if live else None)
    return question


def _save_new(question: Question, content: Content | None, *, user, vouched_by: str | None) -> None:
    """Save a question for the first time, with its own key where ``content`` says one.

    Args:
        vouched_by: publish it on that word; None for a draft.

    Raises:
        UnreviewedError: it would go live and nobody vouches for it.
    """
    question.full_clean()
    question.save()
    if content is not None:
        set_draft_keys({question.translation_key: content})
    life = note_saved(question, user=user, now=timezone.now())
    if vouched_by is not None:
        _publish_vouched(question, vouched_by, life)


def _publish_vouched(question: Question, voucher: str, life: QuestionLife) -> None:
    """Publish what ``voucher`` answers for.

    Raises:
        UnreviewedError: nobody does.
    """
    if not voucher:
        raise UnreviewedError
    now = timezone.now()
    vouch_for(question=question, voucher=voucher, now=now, life=life)
    question.live = True
    question.save()
    if is_original(question):
        publish_key(question=question)
    make_version(question=question, now=now)
    purge_public_pages()


@transaction.atomic
def translate_question(
    *,
    question: Question,
    locale: Locale,
    stem: str,
    choices: Sequence[str],
    explanation: str = "",
    source: str = "",
    live: bool = True,
    vouched_by: str = "",
) -> Question:
    """Save ``question`` in another language; both share one key.

    Args:
        choices: texts in the order of the original's choices.
        live, vouched_by: as :func:`create_question`.

    Raises:
        ValueError: not as many texts as the original has choices.
        UnreviewedError: it would go live and nobody vouches for it.
    """
    translation = Question(
        translation_key=question.translation_key,
        locale=locale,
        stem=stem,
        explanation=explanation,
        source=source or question.source,
        live=False,
        **{name: getattr(question, name) for name in SHARED_FIELDS},
    )
    translation.choices.set(
        _translated_row(original, text, locale)
        for original, text in zip(question.choices.all(), choices, strict=True)
    )
    _save_new(translation, None, user=None, vouched_by=vouched_by if live else None)
    return translation


def _translated_row(original: Choice, text: str, locale: Locale) -> Choice:
    return Choice(
        text=text,
        locale=locale,
        translation_key=original.translation_key,
        sort_order=original.sort_order,
        is_item=original.is_item,
        gap=original.gap,
        pictured=original.pictured,
    )
