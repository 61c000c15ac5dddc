"""Questions as GIFT that Moodle takes, and :func:`read_gift` takes back unchanged.

Source, right and wrong feedback stand in comments, where Moodle has no place for them.
"""

import html
import re
from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _

from .gift_blocks import CATEGORY
from .items import BLANK, NOTHING, WHOLE, Item, ItemChoice, ItemKind, ItemNumber
from .numerals import decimal_range, write_number, write_percent
from .topics import write_category, write_tags

SPECIAL = re.compile(r"[~=#{}:\\]")
BRACKETS = re.compile(r"[\\\[\]]")
# Text that GIFT would take for a format, a weight or a comment.
MISTAKABLE = ("[", "%", "//")
SPACES = re.compile(r"  +")
ORDERING_OPTIONS = ">0 ALL VERTICAL ABSOLUTE_POSITION SHOW none"


def write_gift(items: Iterable[Item]) -> str:
    """Return ``items`` as GIFT, each under its category, texts marked as plain.

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
        return f"// {' '.join((message % {'stem': item.stem}).split())}\n"
    head = f"::{_escaped(item.name)}::" if item.name else ""
    before, blank, after = item.stem.partition(BLANK)
    # Braces in the middle are a missing word; more than one, or one at the end, stay as text.
    if not blank or not after.strip() or BLANK in after:
        before, after = f"{item.stem} ", ""
    feedback = f"\n####{_part(item.explanation)}" if item.explanation else ""
    answers = "{" + WRITERS[item.kind](item) + feedback + "\n}"
    return f"{_write_notes(item)}{head}[plain]{_escaped(before)}{answers}{_escaped(after)}\n"


def _write_notes(item: Item) -> str:
    notes = [
        ("id", item.identifier),
        *(("tag", tag) for tag in write_tags(item.tags, item.difficulty)),
        ("source", item.source),
        ("source_url", item.source_url),
        ("right", item.right_feedback),
        ("wrong", item.wrong_feedback),
    ]
    lines = (f"// [{name}:{_escaped_note(value)}]\n" for name, value in notes if value)
    return "".join(lines)


def _escaped_note(text: str) -> str:
    return BRACKETS.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _part(text: str) -> str:
    """Return a text beside the stem, with its format where it could be taken for something."""
    return f"[plain]{_escaped(text)}" if text.startswith(MISTAKABLE) else _escaped(text)


def _arrowless(text: str) -> str:
    """Return ``text`` without a "->" of its own, which only HTML can write otherwise."""
    if "->" not in text:
        return _part(text)
    marked = SPACES.sub(lambda match: "&nbsp;" * len(match[0]), html.escape(text, quote=False))
    return "[html]" + _escaped(marked.replace("\n", "<br>"))


def _feedback(text: str) -> str:
    return f" #{_part(text)}" if text else ""


def _weight(weight: Fraction) -> str:
    return f"%{write_percent(weight)}%"


def _choice(choice: ItemChoice, sign: str, default: Fraction, text: str) -> str:
    weight = "" if choice.weight == default else _weight(choice.weight)
    return f"\n\t{sign}{weight}{text}{_feedback(choice.feedback)}"


def _write_single(item: Item) -> str:
    """Return the choices, one of them with "=", which makes it a question with one answer."""
    right = next((one for one in item.choices if one.weight == WHOLE), None)
    if right is None:
        raise ValueError(f"no choice of {item.stem!r} is right")
    return "".join(
        _choice(one, "=", WHOLE, _part(one.text))
        if one is right
        else _choice(one, "~", NOTHING, _part(one.text))
        for one in item.choices
    )


def _write_several(item: Item) -> str:
    return "".join(_choice(one, "~", NOTHING, _part(one.text)) for one in item.choices)


def _write_truth(item: Item) -> str:
    is_true = item.choices[0].weight == WHOLE
    right, wrong = item.choices if is_true else reversed(item.choices)
    said = [wrong.feedback, right.feedback]
    while said and not said[-1]:
        said.pop()
    return ("TRUE" if is_true else "FALSE") + "".join(f"#{_part(text)}" for text in said)


def _write_accepted(item: Item) -> str:
    return "".join(_choice(choice, "=", WHOLE, _arrowless(choice.text)) for choice in item.choices)


def _write_numbers(item: Item) -> str:
    return "#" + "".join(_number(number) for number in item.numbers)


def _number(number: ItemNumber) -> str:
    weight = "" if number.weight == WHOLE else _weight(number.weight)
    ends = decimal_range(number.lowest, number.highest)
    text = "..".join(dict.fromkeys(map(write_number, ends)))
    return f"\n\t={weight}{text}{_feedback(number.feedback)}"


def _write_pairs(item: Item) -> str:
    return "".join(f"\n\t={_arrowless(pair.stem)} -> {_part(pair.answer)}" for pair in item.pairs)


def _write_steps(item: Item) -> str:
    return ORDERING_OPTIONS + "".join(f"\n{_part(step)}" for step in item.steps)


WRITERS = {
    ItemKind.SINGLE: _write_single,
    ItemKind.SEVERAL: _write_several,
    ItemKind.TRUE_FALSE: _write_truth,
    ItemKind.SHORT_ANSWER: _write_accepted,
    ItemKind.NUMERIC: _write_numbers,
    ItemKind.MATCHING: _write_pairs,
    ItemKind.ORDERING: _write_steps,
}
