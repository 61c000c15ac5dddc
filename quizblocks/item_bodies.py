"""Bodies of questions and the items of files, each made of the other; bodies as people type them."""

import re
from dataclasses import replace
from typing import Any

from goodnews.core.folding import fold, normalized

from .bodies import Body, BodyChoice
from .choices import CHOICE_KINDS, QuestionKind
from .formats.drafts import KINDS as KIND_NAMES
from .formats.drafts import Draft, Part, build_item
from .formats.items import NOTHING, Item, ItemChoice, ItemKind, ItemPair
from .formats.key_texts import write_feedback_text, write_key_text
from .formats.keys import weigh
from .formats.markup import tidied

KINDS = {
    ItemKind.SINGLE: QuestionKind.SINGLE,
    ItemKind.SEVERAL: QuestionKind.MULTIPLE,
    ItemKind.TRUE_FALSE: QuestionKind.TRUE_FALSE,
    ItemKind.NUMERIC: QuestionKind.NUMERIC,
    ItemKind.SHORT_ANSWER: QuestionKind.SHORT_ANSWER,
    ItemKind.ORDERING: QuestionKind.ORDERING,
    ItemKind.MATCHING: QuestionKind.MATCHING,
    ItemKind.GAPS: QuestionKind.GAPS,
}
ITEM_KINDS = {held: kind for kind, held in KINDS.items()}
# The folded choices of a true-or-false question.
TRUE, FALSE = "dung", "sai"
# Far above every limit: what is longer is too long, and need not be looked at to its end.
MOST_LOOKED_AT = 20_000
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """Return ``text`` composed, without signs that no database takes or nobody sees."""
    text = text[:MOST_LOOKED_AT]
    if not text.isprintable():
        text = UNSEEN.sub("", text.replace("\r\n", "\n"))
    return normalized("NFC", text).strip()


def one_line(text: str) -> str:
    """Return ``text`` cleaned, as one line."""
    return " ".join(clean(text).split())


def lines(text: str) -> str:
    """Return ``text`` cleaned, each line of it as one."""
    found = (" ".join(line.split()) for line in clean(text).split("\n"))
    return "\n".join(line for line in found if line)


def body_of_item(item: Item) -> Body:
    """Return what ``item`` asks and what is right, cleaned; deductions are left out."""
    return Body(
        choices=_choices(item) if KINDS[item.kind] in CHOICE_KINDS else (),
        numbers=tuple(
            replace(n, weight=max(n.weight, NOTHING), feedback=clean(n.feedback))
            for n in item.numbers
        ),
        texts=tuple(
            ItemChoice(one_line(c.text), max(c.weight, NOTHING), clean(c.feedback))
            for c in item.choices
            if item.kind == ItemKind.SHORT_ANSWER
        ),
        steps=tuple(one_line(step) for step in item.steps),
        pairs=tuple(ItemPair(one_line(p.stem), one_line(p.answer)) for p in item.pairs),
        gaps=tuple(tuple(one_line(text) for text in texts) for texts in item.gaps),
        right_feedback=clean(item.right_feedback),
        wrong_feedback=clean(item.wrong_feedback),
    )


def _choices(item: Item) -> tuple[BodyChoice, ...]:
    choices = [
        BodyChoice(tidied(c.text, lines), c.weight > NOTHING, clean(c.feedback), c.picture)
        for c in item.choices
    ]
    if item.kind == ItemKind.TRUE_FALSE:
        # "Đúng" stands first, as in the bank's own form.
        choices.sort(key=lambda choice: fold(choice.text) != TRUE)
    return tuple(choices)


def item_values(kind: str, body: Body) -> dict[str, Any]:
    """Return the values of an item that ``body`` decides, its kind among them."""
    item_kind = ITEM_KINDS[kind]
    values = {
        "kind": item_kind,
        "numbers": body.numbers,
        "steps": body.steps,
        "pairs": body.pairs,
        "gaps": body.gaps,
        "choices": body.texts,
        "right_feedback": body.right_feedback,
        "wrong_feedback": body.wrong_feedback,
    }
    if kind in CHOICE_KINDS:
        right = [place for place, choice in enumerate(body.choices) if choice.is_right]
        shares = weigh(item_kind, dict.fromkeys(right), len(body.choices))
        values["choices"] = tuple(
            ItemChoice(choice.text, share, choice.feedback, choice.picture)
            for choice, share in zip(body.choices, shares, strict=True)
        )
    return values


def read_body(kind: str, *, key: str, feedback: str = "") -> Body:
    """Return the body that people typed: what is right, and what is said to single answers.

    Raises:
        PartRefusedError: one of the two cannot be understood.
    """
    texts = {Part.STEM: "?", Part.KIND: KIND_NAMES[ITEM_KINDS[kind]]}
    texts |= {Part.KEY: clean(key), Part.CHOICE_FEEDBACK: clean(feedback)}
    return body_of_item(build_item(Draft(texts), ""))


def written_key(kind: str, body: Body) -> str:
    """Return what is right as :func:`read_body` reads it."""
    item = Item(stem="", **item_values(kind, body))
    is_said = item.choices or item.numbers or item.steps or item.pairs or item.gaps
    return write_key_text(item) if is_said else ""


def written_feedback(kind: str, body: Body) -> str:
    """Return what is said to single answers as :func:`read_body` reads it."""
    return write_feedback_text(Item(stem="", **item_values(kind, body)))
