"""Questions as GIFT that Moodle takes, and :func:`read_gift` takes back unchanged.

Source, right and wrong feedback stand in comments, where Moodle has no place for them.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from .gift_blocks import CATEGORY
from .items import (
    BLANK,
    NOTHING,
    WHOLE,
    Item,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPicture,
)
from .markup import html_text, is_rich, plain_of
from .numerals import decimal_range, write_number, write_percent
from .topics import write_category, write_tags

SPECIAL = re.compile(r"[~=#{}:\\]")
BRACKETS = re.compile(r"[\\\[\]]")
# Text that GIFT would take for a format, a weight or a comment.
MISTAKABLE = ("[", "%", "//")
SPACES = re.compile(r"  +")
ORDERING_OPTIONS = ">0 ALL VERTICAL ABSOLUTE_POSITION SHOW none"


def write_gift(items: Iterable[Item]) -> str:
    """Return ``items`` as GIFT, each under its category, texts marked as plain, or HTML.

    What GIFT cannot hold is named in a comment.

    Raises:
        ValueError: an item has one answer, and no choice is wholly right.
    """
    parts: list[str] = []
    topic = ""
    for item in items:
        if item.topic != topic:
            topic = item.topic
            parts.append(f"{CATEGORY} {write_category(topic)}\n")
        parts.append(_write_item(item))
    return "\n".join(parts)


def _write_item(item: Item) -> str:
    if item.kind not in WRITERS:
        message = _("GIFT has no gaps with lists; left out: %(stem)s")
        return f"// {' '.join((message % {'stem': plain_of(item.stem)}).split())}\n"
    head = f"::{_escaped(item.name)}::" if item.name else ""
    parts = GiftParts(is_rich(item.stem))
    form, stem = ("[html]", html_text(item.stem)) if parts.is_html else ("[plain]", item.stem)
    before, blank, after = stem.partition(BLANK)
    # Braces in the middle are a missing word; more than one, or one at the end, stay as text.
    if not blank or not after.strip() or BLANK in after:
        before, after = f"{stem} ", ""
    feedback = f"\n####{parts.part(item.explanation)}" if item.explanation else ""
    answers = "{" + WRITERS[item.kind](parts, item) + feedback + "\n}"
    return f"{_write_notes(item)}{head}{form}{_escaped(before)}{answers}{_escaped(after)}\n"


def _write_notes(item: Item) -> str:
    notes = [
        ("id", item.identifier),
        *(("tag", tag) for tag in write_tags(item.tags, item.difficulty)),
        ("source", item.source),
        ("source_url", item.source_url),
        ("right", item.right_feedback),
        ("wrong", item.wrong_feedback),
    ]
    lines = [f"// [{name}:{_escaped_note(value)}]\n" for name, value in notes if value]
    return "".join([*lines, *map(_missing, item.pictures)])


def _missing(picture: ItemPicture) -> str:
    """Return a comment that names a picture which GIFT cannot carry."""
    message = _("GIFT carries no pictures; left out: %(picture)s")
    return f"// {' '.join((message % {'picture': picture.alt}).split())}\n"


def _escaped_note(text: str) -> str:
    return BRACKETS.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


@dataclass(frozen=True)
class GiftParts:
    """Writes what stands between the braces.

    Attributes:
        is_html: parts that do not name their format would be read as HTML, as the question is.
    """

    is_html: bool

    def part(self, text: str) -> str:
        """Return a text beside the stem, with its format where it could be taken for something."""
        if is_rich(text):
            return f"[html]{_escaped(html_text(text))}"
        is_named = text and (self.is_html or text.startswith(MISTAKABLE))
        return f"[plain]{_escaped(text)}" if is_named else _escaped(text)

    def arrowless(self, text: str) -> str:
        """Return ``text`` without a "->" of its own, which only HTML can write otherwise."""
        if "->" not in text:
            return self.part(text)
        marked = SPACES.sub(lambda match: "&nbsp;" * len(match[0]), html.escape(text, quote=False))
        return "[html]" + _escaped(marked.replace("\n", "<br>"))

    def feedback(self, text: str) -> str:
        return f" #{self.part(text)}" if text else ""

    def choice(self, choice: ItemChoice, sign: str, default: Fraction, text: str) -> str:
        weight = "" if choice.weight == default else _weight(choice.weight)
        return f"\n\t{sign}{weight}{text}{self.feedback(choice.feedback)}"

    def picked(self, choice: ItemChoice) -> str:
        """Return a choice to be picked; words stand for a picture without any."""
        return self.part(choice.text or choice.picture.text)

    def single(self, item: Item) -> str:
        """Return the choices, one of them with "=", which makes it a question with one answer."""
        right = next((one for one in item.choices if one.weight == WHOLE), None)
        if right is None:
            raise ValueError(f"no choice of {item.stem!r} is right")
        return "".join(
            self.choice(one, "=", WHOLE, self.picked(one))
            if one is right
            else self.choice(one, "~", NOTHING, self.picked(one))
            for one in item.choices
        )

    def several(self, item: Item) -> str:
        return "".join(self.choice(one, "~", NOTHING, self.picked(one)) for one in item.choices)

    def truth(self, item: Item) -> str:
        is_true = item.choices[0].weight == WHOLE
        right, wrong = item.choices if is_true else reversed(item.choices)
        said = [wrong.feedback, right.feedback]
        while said and not said[-1]:
            said.pop()
        return ("TRUE" if is_true else "FALSE") + "".join(f"#{self.part(text)}" for text in said)

    def accepted(self, item: Item) -> str:
        return "".join(
            self.choice(choice, "=", WHOLE, self.arrowless(choice.text)) for choice in item.choices
        )

    def numbers(self, item: Item) -> str:
        return "#" + "".join(self._number(number) for number in item.numbers)

    def _number(self, number: ItemNumber) -> str:
        weight = "" if number.weight == WHOLE else _weight(number.weight)
        ends = decimal_range(number.lowest, number.highest)
        text = "..".join(dict.fromkeys(map(write_number, ends)))
        return f"\n\t={weight}{text}{self.feedback(number.feedback)}"

    def pairs(self, item: Item) -> str:
        return "".join(
            f"\n\t={self.arrowless(pair.stem)} -> {self.part(pair.answer)}" for pair in item.pairs
        )

    def steps(self, item: Item) -> str:
        return ORDERING_OPTIONS + "".join(f"\n{self.part(step)}" for step in item.steps)


def _weight(weight: Fraction) -> str:
    return f"%{write_percent(weight)}%"


WRITERS = {
    ItemKind.SINGLE: GiftParts.single,
    ItemKind.SEVERAL: GiftParts.several,
    ItemKind.TRUE_FALSE: GiftParts.truth,
    ItemKind.SHORT_ANSWER: GiftParts.accepted,
    ItemKind.NUMERIC: GiftParts.numbers,
    ItemKind.MATCHING: GiftParts.pairs,
    ItemKind.ORDERING: GiftParts.steps,
}
