"""What a question asks and what is right, in texts, and how its rows and its key say it. Pure.

A body has no names. :func:`rows_of` tells the rows that readers see; once they have their
translation keys, :func:`content_of` tells the content of the key, and :func:`body_of` takes
both back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol
from uuid import UUID

from .choices import CHOICE_KINDS, ROW_KINDS, Folding, QuestionKind
from .formats.items import ItemChoice, ItemNumber, ItemPair, ItemPicture
from .key_contents import Content, feedback_of, right_of, with_feedback

ALL_FOLDINGS = tuple(sorted(Folding.values))


@dataclass(frozen=True)
class BodyChoice:
    """A choice to be picked, with what is said to whoever picks it."""

    text: str
    is_right: bool = False
    feedback: str = ""
    picture: ItemPicture | None = None


@dataclass(frozen=True)
class Body:
    """What a question asks and what is right; which members count depends on its kind.

    Attributes:
        choices: of one right choice, several, true or false.
        numbers, texts: what is accepted, each with its share of the mark.
        overlooks: differences that do not count in a short answer, sorted; None where it is
            not said.
        steps: in the right order.
        pairs: what belongs together; without a left side only one more answer to choose.
        gaps: what can be chosen for each gap [[1]], [[2]] of the text, the right one first.
    """

    choices: tuple[BodyChoice, ...] = ()
    numbers: tuple[ItemNumber, ...] = ()
    texts: tuple[ItemChoice, ...] = ()
    overlooks: tuple[str, ...] | None = None
    steps: tuple[str, ...] = ()
    pairs: tuple[ItemPair, ...] = ()
    gaps: tuple[tuple[str, ...], ...] = ()
    right_feedback: str = ""
    wrong_feedback: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The right sides of the pairs, each once."""
        return tuple(dict.fromkeys(pair.answer for pair in self.pairs))

    @property
    def items(self) -> tuple[str, ...]:
        """The left sides of the pairs."""
        return tuple(pair.stem for pair in self.pairs if pair.stem)

    @property
    def aside_order(self) -> tuple:
        """The body, to compare two: only where the order is the key does it count."""
        return (
            frozenset(self.choices),
            frozenset(self.numbers),
            frozenset(self.texts),
            ALL_FOLDINGS if self.overlooks is None else self.overlooks,
            self.steps,
            frozenset(self.pairs),
            tuple((texts[:1], frozenset(texts[1:])) for texts in self.gaps),
            self.right_feedback,
            self.wrong_feedback,
        )


@dataclass(frozen=True)
class RowText:
    """A row that readers see.

    Attributes:
        is_item: whether it is the left side of a pair.
        gap: number of the gap that it is for, or 0.
    """

    text: str
    is_item: bool = False
    gap: int = 0
    pictured: ItemPicture | None = None


class NamedRow(Protocol):
    """A row of the bank."""

    text: str
    is_item: bool
    gap: int
    translation_key: UUID | str
    pictured: ItemPicture | None


@dataclass(frozen=True)
class Row:
    """A row with its name."""

    text: str
    is_item: bool
    translation_key: UUID | str = field(compare=False)
    gap: int = 0
    pictured: ItemPicture | None = None


def rows_of(kind: str, body: Body) -> list[RowText]:
    """Return the rows that readers see of ``body``, in the order in which they were typed."""
    if kind in CHOICE_KINDS:
        return [RowText(choice.text, pictured=choice.picture) for choice in body.choices]
    if kind == QuestionKind.ORDERING:
        return [RowText(step) for step in body.steps]
    if kind == QuestionKind.MATCHING:
        items = [RowText(text, is_item=True) for text in body.items]
        return items + [RowText(text) for text in body.answers]
    gaps = enumerate(body.gaps, start=1)
    return [RowText(text, gap=gap) for gap, texts in gaps for text in texts]


def in_shown_order(kind: str, rows: Iterable[NamedRow]) -> list:
    """Return ``rows`` in the order in which they are stored and shown.

    The order in which steps and partners were typed is the key: they are sorted by their
    names, which are drawn at random.
    """
    rows = list(rows)
    if kind not in ROW_KINDS:
        return rows
    items = [row for row in rows if row.is_item]
    others = [row for row in rows if not row.is_item]
    return items + sorted(others, key=lambda row: (row.gap, str(row.translation_key)))


def content_of(
    kind: str,
    body: Body,
    names: Sequence[UUID | str],
    *,
    language: str,
    before: Mapping | None = None,
) -> Content:
    """Return the content of the key of ``body``; {} where nothing is right.

    Args:
        names: translation keys of the rows that :func:`rows_of` returns.
        language: of the feedback.
        before: the content that it replaces; it keeps the feedback in other languages.
    """
    names = [str(name) for name in names]
    content = _WRITERS[kind](body, names)
    if not content:
        return {}
    said = dict(zip(_feedback_names(kind, body, names), _feedback_texts(kind, body), strict=True))
    said |= {"right": body.right_feedback, "wrong": body.wrong_feedback}
    return with_feedback(content, said, language=language, before=before or {})


def body_of(kind: str, rows: Iterable[NamedRow], content: Mapping, *, language: str) -> Body:
    """Return the body that ``rows`` and the ``content`` of their key make."""
    rows = list(rows)
    said = feedback_of(content, language)
    members = _READERS[kind](rows, content, said)
    return Body(
        **members, right_feedback=said.get("right", ""), wrong_feedback=said.get("wrong", "")
    )


def _feedback_names(kind: str, body: Body, names: Sequence[str]) -> Sequence[str]:
    if kind in CHOICE_KINDS:
        return names
    return [str(number) for number in range(1, len(_feedback_texts(kind, body)) + 1)]


def _feedback_texts(kind: str, body: Body) -> list[str]:
    members = {QuestionKind.NUMERIC: body.numbers, QuestionKind.SHORT_ANSWER: body.texts}
    answers = body.choices if kind in CHOICE_KINDS else members.get(kind, ())
    return [answer.feedback for answer in answers]


def _write_choices(body: Body, names: Sequence[str]) -> Content:
    right = [name for name, choice in zip(names, body.choices, strict=True) if choice.is_right]
    return {"right": sorted(right)} if right else {}


def _write_numbers(body: Body, _names: Sequence[str]) -> Content:
    numbers = [[str(n.lowest), str(n.highest), str(n.weight)] for n in body.numbers]
    return {"numbers": numbers} if numbers else {}


def _write_texts(body: Body, _names: Sequence[str]) -> Content:
    if not body.texts:
        return {}
    overlooks = ALL_FOLDINGS if body.overlooks is None else body.overlooks
    texts = [[text.text, str(text.weight)] for text in body.texts]
    return {"texts": texts, "overlooks": list(overlooks)}


def _write_steps(_body: Body, names: Sequence[str]) -> Content:
    return {"order": list(names)} if names else {}


def _write_pairs(body: Body, names: Sequence[str]) -> Content:
    count = len(body.items)
    partners = dict(zip(body.answers, names[count:], strict=True))
    paired = [pair for pair in body.pairs if pair.stem]
    pairs = {name: partners[pair.answer] for name, pair in zip(names[:count], paired, strict=True)}
    return {"pairs": pairs} if pairs else {}


def _write_gaps(body: Body, names: Sequence[str]) -> Content:
    gaps, at = {}, 0
    for gap, texts in enumerate(body.gaps, start=1):
        gaps[str(gap)] = names[at]
        at += len(texts)
    return {"gaps": gaps} if gaps else {}


def _read_choices(rows: Sequence[NamedRow], content: Mapping, said: Mapping[str, str]) -> dict:
    right = right_of(content)
    return {
        "choices": tuple(
            BodyChoice(
                row.text,
                UUID(str(row.translation_key)) in right,
                said.get(str(row.translation_key), ""),
                row.pictured,
            )
            for row in rows
        )
    }


def _read_numbers(_rows: Sequence[NamedRow], content: Mapping, said: Mapping[str, str]) -> dict:
    numbers = enumerate(content.get("numbers", ()), start=1)
    return {
        "numbers": tuple(
            ItemNumber(*map(Fraction, number), feedback=said.get(str(place), ""))
            for place, number in numbers
        )
    }


def _read_texts(_rows: Sequence[NamedRow], content: Mapping, said: Mapping[str, str]) -> dict:
    texts = enumerate(content.get("texts", ()), start=1)
    return {
        "texts": tuple(
            ItemChoice(text, Fraction(share), said.get(str(place), ""))
            for place, (text, share) in texts
        ),
        "overlooks": tuple(content.get("overlooks", ALL_FOLDINGS)),
    }


def _read_steps(rows: Sequence[NamedRow], content: Mapping, _said: Mapping[str, str]) -> dict:
    texts = {str(row.translation_key): row.text for row in rows}
    order = [name for name in content.get("order", ()) if name in texts]
    return {"steps": tuple(texts[name] for name in order) or tuple(texts.values())}


def _read_pairs(rows: Sequence[NamedRow], content: Mapping, _said: Mapping[str, str]) -> dict:
    texts = {str(row.translation_key): row.text for row in rows}
    partners = content.get("pairs", {})
    items = [row for row in rows if row.is_item]
    pairs = [
        ItemPair(row.text, texts.get(partners.get(str(row.translation_key)), "")) for row in items
    ]
    used = set(partners.values())
    extra = [
        ItemPair("", row.text)
        for row in rows
        if not row.is_item and str(row.translation_key) not in used
    ]
    return {"pairs": (*pairs, *extra)}


def _read_gaps(rows: Sequence[NamedRow], content: Mapping, _said: Mapping[str, str]) -> dict:
    right = set(content.get("gaps", {}).values())
    gaps: dict[int, list[str]] = {}
    for row in sorted(rows, key=lambda row: str(row.translation_key) not in right):
        gaps.setdefault(row.gap, []).append(row.text)
    return {"gaps": tuple(tuple(gaps[gap]) for gap in sorted(gaps))}


_WRITERS = {
    **dict.fromkeys(CHOICE_KINDS, _write_choices),
    QuestionKind.NUMERIC: _write_numbers,
    QuestionKind.SHORT_ANSWER: _write_texts,
    QuestionKind.ORDERING: _write_steps,
    QuestionKind.MATCHING: _write_pairs,
    QuestionKind.GAPS: _write_gaps,
}
_READERS = {
    **dict.fromkeys(CHOICE_KINDS, _read_choices),
    QuestionKind.NUMERIC: _read_numbers,
    QuestionKind.SHORT_ANSWER: _read_texts,
    QuestionKind.ORDERING: _read_steps,
    QuestionKind.MATCHING: _read_pairs,
    QuestionKind.GAPS: _read_gaps,
}
