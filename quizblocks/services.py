"""Writes of the question bank that have a rule."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale

from goodnews.core.pagecache import purge_public_pages

from .choices import ONE_ANSWER_KINDS, Difficulty, KeyStage, QuestionKind, QuestionUse
from .errors import InvalidKeyError
from .key_contents import Content, right_content, right_of
from .models import AnswerKey, Choice, Question, Topic

BATCH = 500


def check_key(*, kind: str, choice_count: int, right_count: int) -> None:
    """Refuse a key that does not fit the kind of question.

    Raises:
        InvalidKeyError: too few choices, none right, or several where one is wanted.
    """
    wrong_number = choice_count != 2 if kind == QuestionKind.TRUE_FALSE else choice_count < 2
    too_many = right_count > 1 if kind in ONE_ANSWER_KINDS else right_count > choice_count
    if wrong_number or too_many or right_count < 1:
        raise InvalidKeyError


def read_keys(question_keys: Collection[UUID], *, stage: KeyStage) -> dict[UUID, Content]:
    """Return the contents of the keys of ``question_keys``: one query for each 500.

    A question without a key at ``stage`` is not in it.
    """
    wanted, found = sorted(question_keys), {}
    for start in range(0, len(wanted), BATCH):
        keys = AnswerKey.objects.filter(question_key__in=wanted[start : start + BATCH], stage=stage)
        found.update(keys.values_list("question_key", "content"))
    return found


def set_draft_keys(contents: Mapping[UUID, Content]) -> None:
    """Save the keys of many questions as their keepers set them.

    Answers are not yet marked by them. An empty content takes the key away. One
    or two queries for each 500.
    """
    _replace(KeyStage.DRAFT, contents)


@transaction.atomic
def publish_key(*, question: Question) -> None:
    """Mark answers by the saved key from now on, because ``question`` was published.

    Where the saved key does not fit the published choices the old one stays:
    a question without a valid key is not shown.
    """
    question_key = question.translation_key
    choices = set(question.choices.values_list("translation_key", flat=True))
    saved = read_keys([question_key], stage=KeyStage.DRAFT).get(question_key, {})
    right = right_of(saved) & choices
    try:
        check_key(kind=question.kind, choice_count=len(choices), right_count=len(right))
    except InvalidKeyError:
        return
    _replace(KeyStage.LIVE, {question_key: saved | right_content(right)})
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


@transaction.atomic
def create_question(
    *,
    topic: Topic,
    stem: str,
    choices: Sequence[tuple[str, bool]],
    kind: str = QuestionKind.SINGLE,
    explanation: str = "",
    source: str = "",
    source_url: str = "",
    difficulty: str = Difficulty.EASY,
    use: str = QuestionUse.PRACTICE,
    live: bool = True,
    locale: Locale | None = None,
) -> Question:
    """Put a question with its choices and its key into the bank.

    Args:
        choices: text and whether it is right, in the order they are shown.

    Raises:
        InvalidKeyError: the right choices do not fit ``kind``.
    """
    check_key(
        kind=kind,
        choice_count=len(choices),
        right_count=sum(is_right for _text, is_right in choices),
    )
    locale = locale or Locale.get_default()
    question = Question(
        topic=topic,
        stem=stem,
        kind=kind,
        explanation=explanation,
        source=source,
        source_url=source_url,
        difficulty=difficulty,
        use=use,
        live=live,
        locale=locale,
    )
    rows = [
        Choice(text=text, locale=locale, sort_order=number)
        for number, (text, _is_right) in enumerate(choices)
    ]
    question.choices.set(rows)
    question.full_clean()
    question.save()
    right = [
        row.translation_key
        for row, (_text, is_right) in zip(rows, choices, strict=True)
        if is_right
    ]
    set_draft_keys({question.translation_key: right_content(right)})
    if live:
        publish_key(question=question)
    return question


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
) -> Question:
    """Save ``question`` in another language; both share one key.

    Args:
        choices: texts in the order of the original's choices.

    Raises:
        ValueError: not as many texts as the original has choices.
    """
    originals = list(question.choices.all())
    translation = Question(
        translation_key=question.translation_key,
        locale=locale,
        topic=question.topic,
        stem=stem,
        kind=question.kind,
        explanation=explanation,
        source=source or question.source,
        source_url=question.source_url,
        difficulty=question.difficulty,
        use=question.use,
        live=live,
    )
    translation.choices.set(
        Choice(
            text=text,
            locale=locale,
            translation_key=original.translation_key,
            sort_order=original.sort_order,
        )
        for original, text in zip(originals, choices, strict=True)
    )
    translation.full_clean()
    translation.save()
    purge_public_pages()
    return translation
