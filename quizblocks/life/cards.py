"""A question as reviewers see it: as it will look, with its key for those who keep the keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from wagtail.admin.compare import TextDiff, diff_text

from quizblocks.bodies import Body, Row, body_of
from quizblocks.choices import CHOICE_KINDS, QuestionKind
from quizblocks.formats.gap_texts import with_blanks
from quizblocks.formats.markup import plain_of, typed_of
from quizblocks.item_bodies import written_feedback, written_key
from quizblocks.key_contents import right_of
from quizblocks.models import Question, QuestionVersion
from quizblocks.pictures import Images, picture_said, shown
from quizblocks.shown import ShownPicture

from .versions import Difference, differences


@dataclass(frozen=True)
class CardChoice:
    """A choice; ``is_right`` is None where that is not for the reader."""

    text: str
    is_right: bool | None
    picture: ShownPicture | None = None


@dataclass(frozen=True)
class Card:
    """One content of a question.

    Attributes:
        more: name and value of what else the key says.
    """

    stem: str
    kind_name: str
    choices: tuple[CardChoice, ...]
    more: tuple[tuple[str, str], ...]
    explanation: str
    source: str
    source_url: str
    picture: ShownPicture | None = None


def card_of(
    said: Mapping[str, Any],
    key: Mapping[str, Any] | None,
    *,
    language: str,
    images: Images | None = None,
) -> Card:
    """Return the card of a content.

    Args:
        said: as :func:`quizblocks.contents.said_in` gives it.
        key: the content of its key, or None for people who do not see keys.
        language: code of the language of ``said``, in which the key's feedback is shown.
        images: the pictures that ``said`` names, where they are shown.
    """
    kind = said.get("kind", "")
    rows = rows_said(said)
    body = body_of(kind, rows, key, language=language) if key is not None else None
    return Card(
        stem=with_blanks(said.get("stem", ""))
        if kind == QuestionKind.GAPS
        else said.get("stem", ""),
        kind_name=str(dict(QuestionKind.choices).get(kind, "")),
        choices=_choices(kind, rows, key, images or {}),
        more=(*_more(kind, body), *_elsewhere(key, language)) if body is not None else (),
        explanation=said.get("explanation", ""),
        source=said.get("source", ""),
        source_url=said.get("source_url", ""),
        picture=shown(picture_said(said), images or {}),
    )


def rows_said(said: Mapping[str, Any]) -> list[Row]:
    """Return the rows of a content, in their order."""
    return [
        Row(
            row.get("text", ""),
            bool(row.get("is_item")),
            UUID(str(row["translation_key"])),
            row.get("gap") or 0,
            picture_said(row),
        )
        for row in said.get("choices", ())
    ]


def _choices(kind: str, rows: list[Row], key, images: Images) -> tuple[CardChoice, ...]:
    is_told = key is not None and kind in CHOICE_KINDS
    right = right_of(key) if is_told else frozenset()
    return tuple(
        CardChoice(
            row.text,
            row.translation_key in right if is_told else None,
            shown(row.pictured, images),
        )
        for row in rows
    )


def _more(kind: str, body: Body) -> tuple[tuple[str, str], ...]:
    """Return what else the key says, each with its name."""
    said = (
        (_("Key"), "" if kind in CHOICE_KINDS else written_key(kind, body)),
        (_("Feedback"), written_feedback(kind, body)),
        (_("Feedback to a right answer"), body.right_feedback),
        (_("Feedback to any other answer"), body.wrong_feedback),
    )
    return tuple((name, text) for name, text in said if text)


def _elsewhere(key: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Return the feedback in other languages than ``language``."""
    return [
        (_("Feedback (%(language)s)") % {"language": code}, "\n".join(said.values()))
        for code, said in sorted(key.get("feedback", {}).items())
        if code != language
    ]


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


def value_text(value: Any, *, read: Callable[[str], str] = plain_of) -> str:
    """Return a plain value as lines of text.

    Args:
        read: makes texts of texts with marks.
    """
    if isinstance(value, Mapping):
        if value.get("text") or value.get("picture"):
            alt = value.get("picture_alt", "")
            return " ".join(filter(None, [read(value.get("text", "")), f"[{alt}]" if alt else ""]))
        return ", ".join(value_text(part, read=read) for part in value.values())
    if isinstance(value, list):
        return "\n".join(value_text(part, read=read) for part in value)
    return "" if value is None else read(str(value))


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
    values = difference.before, difference.after
    before, after = map(value_text, values)
    if before == after:
        # Only marks differ.
        before, after = (value_text(value, read=typed_of) for value in values)
    diff = diff_text(before, after)
    return ShownDifference(difference.language, field_name(difference.field), diff)


def key_text(version: QuestionVersion, key: Mapping[str, Any]) -> str:
    """Return what is right in ``version``, in its first language."""
    language, said = first_language(version)
    card = card_of(said, key, language=language)
    lines = [
        value_text(row)
        for row in said.get("choices", ())
        if row["translation_key"] in key.get("right", ())
    ]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in card.more)])


def first_language(version: QuestionVersion) -> tuple[str, Mapping[str, Any]]:
    """Return the code of the first language of ``version``, and what it says there."""
    return next(iter(version.content.items()), ("", {}))
