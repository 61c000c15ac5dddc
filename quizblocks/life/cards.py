"""A question as reviewers see it: as it will look, with its key for those who keep the keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from wagtail.admin.compare import TextDiff, diff_text

from quizblocks.choices import QuestionKind
from quizblocks.key_contents import right_of
from quizblocks.models import Question, QuestionVersion

from .versions import Difference, differences


@dataclass(frozen=True)
class Card:
    """One content of a question.

    Attributes:
        choices: texts, and whether each is right; None where that is not for the reader.
        more: name and value of what else the key says.
    """

    stem: str
    kind_name: str
    choices: tuple[tuple[str, bool | None], ...]
    more: tuple[tuple[str, str], ...]
    explanation: str
    source: str
    source_url: str


def card_of(said: Mapping[str, Any], key: Mapping[str, Any] | None) -> Card:
    """Return the card of a content.

    Args:
        said: as :func:`quizblocks.contents.said_in` gives it.
        key: the content of its key, or None for people who do not see keys.
    """
    right = {str(each) for each in right_of(key)} if key is not None else set()
    choices = tuple(
        (
            choice.get("text", ""),
            choice.get("translation_key") in right if key is not None else None,
        )
        for choice in said.get("choices", ())
    )
    return Card(
        stem=said.get("stem", ""),
        kind_name=dict(QuestionKind.choices).get(said.get("kind"), ""),
        choices=choices,
        more=tuple(
            (name, value_text(value)) for name, value in (key or {}).items() if name != "right"
        ),
        explanation=said.get("explanation", ""),
        source=said.get("source", ""),
        source_url=said.get("source_url", ""),
    )


def field_name(field: str) -> str:
    """Return what people call ``field`` of a question; "key", "+en" and "-en" among them."""
    if field == "key":
        return _("key")
    if field[0] in "+-":
        language = {"language": field[1:]}
        if field[0] == "+":
            return _("translation added (%(language)s)") % language
        return _("translation taken out (%(language)s)") % language
    try:
        found = Question._meta.get_field(field)
    except FieldDoesNotExist:
        return field
    if found.one_to_many:
        return str(found.related_model._meta.verbose_name_plural)
    return str(found.verbose_name)


def value_text(value: Any) -> str:
    """Return a plain value as lines of text."""
    if isinstance(value, Mapping):
        return value.get("text") or ", ".join(value_text(part) for part in value.values())
    if isinstance(value, list):
        return "\n".join(value_text(part) for part in value)
    return "" if value is None else str(value)


@dataclass(frozen=True)
class ShownDifference:
    """One changed field, as text with what is new and what is gone."""

    language: str
    name: str
    diff: TextDiff


def shown_differences(
    before: QuestionVersion | None, after: QuestionVersion
) -> list[ShownDifference]:
    """Return what ``after`` says otherwise than ``before``, the key left out."""
    return [_shown(difference) for difference in differences(before, after)]


def _shown(difference: Difference) -> ShownDifference:
    diff = diff_text(value_text(difference.before), value_text(difference.after))
    return ShownDifference(difference.language, field_name(difference.field), diff)


def key_text(version: QuestionVersion, key: Mapping[str, Any]) -> str:
    """Return what is right in ``version``, in its first language."""
    said = next(iter(version.content.values()), {})
    card = card_of(said, key)
    lines = [text for text, is_right in card.choices if is_right]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in card.more)])
