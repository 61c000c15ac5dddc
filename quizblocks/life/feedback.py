"""Feedback in the other languages of a question; it tells the key, so keepers alone translate it.

What wagtail-localize shows to translators never holds it (decision 34): it stands in the key,
by language, and goes through the review like the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quizblocks.choices import KeyStage
from quizblocks.key_contents import feedback_of, with_feedback
from quizblocks.models import Question
from quizblocks.services import read_keys, set_draft_keys

from .steps import note_saved


@dataclass(frozen=True)
class Said:
    """One feedback of the original.

    Attributes:
        name: in the content of the key.
        about: the choice or the answer that it is said to, for people.
        translated: by code of the language.
    """

    name: str
    about: str
    text: str
    translated: Mapping[str, str]


@dataclass(frozen=True)
class Translatable:
    """What a question says after its answers, and into which languages it can be put."""

    original: Question
    languages: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]


def read_feedback(question: Question) -> Translatable:
    """Return the feedback of ``question`` as its keepers saved it: three queries."""
    family = Question.objects.filter(translation_key=question.translation_key)
    original, *others = family.select_related("locale").order_by("pk")
    content = _draft_key(original)
    shown = {each.locale.language_code: str(each.locale) for each in others}
    rows = {str(row.translation_key): str(row) for row in original.choices.all()}
    said = feedback_of(content, original.locale.language_code)
    return Translatable(
        original,
        tuple(shown.items()),
        tuple(
            Said(
                name,
                _about(name, rows),
                text,
                {code: feedback_of(content, code).get(name, "") for code in shown},
            )
            for name, text in said.items()
        ),
    )


@transaction.atomic
def translate_feedback(
    *, question: Question, said: Mapping[str, Mapping[str, str]], user, now: datetime
) -> None:
    """Save the feedback of ``question`` in other languages; the review begins anew.

    Args:
        said: by code of the language and by name; a language that is not in it stays.

    Raises:
        QuestionLockedError: a running contest uses the question.
    """
    original = read_feedback(question).original
    content = _draft_key(original)
    for code, texts in said.items():
        content = with_feedback(content, texts, language=code, before=content)
    set_draft_keys({original.translation_key: content})
    note_saved(original, user=user, now=now)


def _draft_key(question: Question) -> dict[str, Any]:
    key = question.translation_key
    return read_keys([key], stage=KeyStage.DRAFT).get(key, {})


def _about(name: str, rows: Mapping[str, str]) -> str:
    if name in rows:
        return rows[name]
    named = {
        "right": _("Feedback to a right answer"),
        "wrong": _("Feedback to any other answer"),
    }
    return named.get(name) or _("Accepted answer %(number)s") % {"number": name}
