"""GIFT, what stands between the braces: which kind of question it makes, and its answers.

Source: https://docs.moodle.org/en/GIFT_format; for ordering, the GIFT of Moodle's question
type "ordering".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from .gift_texts import GiftFaultError, GiftWording, show_escapes, split_weight
from .items import (
    FALSE_TEXT,
    NOTHING,
    TRUE_TEXT,
    WHOLE,
    ItemChoice,
    ItemKind,
    ItemNumber,
    ItemPair,
)
from .numerals import read_number

SIGN = re.compile(r"[=~]")
TRUE_WORDS = frozenset({"T", "TRUE"})
FALSE_WORDS = frozenset({"F", "FALSE"})
ARROW = "->"
MOST_ANSWERS = 500


@dataclass
class Entry:
    """One answer as it stands: its sign, "=" or "~", and what follows up to the next sign."""

    sign: str
    raw: str
    offset: int


def read_answers(body: str, offset: int, wording: GiftWording) -> dict:
    """Return the fields of an item that ``body`` decides, ``kind`` among them.

    Args:
        body: what stands between the braces, without general feedback, escapes hidden.
        offset: where it begins in the question's text.

    Raises:
        GiftFaultError: it makes no question that can be taken here.
    """
    bare = body.strip()
    if not bare:
        raise GiftFaultError(_("Essay questions (“{}”) cannot be taken."), offset)
    if bare.startswith("#"):
        return _read_numbers(body.replace("#", " ", 1), offset, wording)
    if bare.startswith(">"):
        return _read_steps(bare, offset, wording)
    if SIGN.search(body) is None:
        return _read_truth(bare, offset, wording)
    entries = list(_entries(body, offset))
    if any(entry.sign == "~" for entry in entries):
        return _read_choices(entries, wording)
    if any(ARROW in entry.raw.partition("#")[0] for entry in entries):
        return _read_pairs(entries, wording)
    return _read_accepted(entries, wording)


def _entries(body: str, offset: int) -> Iterator[Entry]:
    if body.count("=") + body.count("~") > MOST_ANSWERS:
        message = _("A question has at most %(most)s answers.")
        raise GiftFaultError(message % {"most": MOST_ANSWERS}, offset)
    signs = list(SIGN.finditer(body))
    before = body[: signs[0].start()]
    if before.strip():
        message = _("Expected “=” or “~” before “%(text)s”.")
        raise GiftFaultError(message % {"text": _shortened(before)}, offset)
    ends = [sign.start() for sign in signs[1:]] + [len(body)]
    for sign, end in zip(signs, ends, strict=True):
        yield Entry(sign[0], body[sign.end() : end], offset + sign.start())


def _shortened(raw: str) -> str:
    text = " ".join(show_escapes(raw[:200]).split())
    return text if len(text) <= 40 else f"{text[:40]}…"


def _read_choices(entries: list[Entry], wording: GiftWording) -> dict:
    choices = []
    for entry in entries:
        default = WHOLE if entry.sign == "=" else NOTHING
        choices.append(_read_choice(entry, default, wording, is_rich=True))
    is_single = any(entry.sign == "=" for entry in entries)
    kind = ItemKind.SINGLE if is_single else ItemKind.SEVERAL
    return {"kind": kind, "choices": tuple(choices)}


def _read_choice(
    entry: Entry, default: Fraction, wording: GiftWording, *, is_rich: bool = False
) -> ItemChoice:
    weight, rest = split_weight(entry.raw, default=default, offset=entry.offset)
    text, _sign, feedback = rest.partition("#")
    choice = ItemChoice(wording.say(text, is_rich=is_rich), weight, wording.say(feedback))
    if not choice.text:
        raise GiftFaultError(_("An answer has no text."), entry.offset)
    return choice


def _read_accepted(entries: list[Entry], wording: GiftWording) -> dict:
    """A lone "*" that earns nothing is Moodle's way to speak to all other answers."""
    choices, others = [], ""
    for entry in entries:
        choice = _read_choice(entry, WHOLE, wording)
        if choice.text == "*" and choice.weight == NOTHING:
            others = others or choice.feedback
            continue
        choices.append(choice)
    return {
        "kind": ItemKind.SHORT_ANSWER,
        "choices": tuple(choices),
        "wrong_feedback": others,
    }


def _read_pairs(entries: list[Entry], wording: GiftWording) -> dict:
    pairs = []
    for entry in entries:
        stem, arrow, answer = entry.raw.partition(ARROW)
        if not arrow:
            raise GiftFaultError(_("A pair has no “->”."), entry.offset)
        if "#" in entry.raw:
            message = _("Pairs take no feedback; write “\\#” for the sign itself.")
            raise GiftFaultError(message, entry.offset)
        pairs.append(ItemPair(wording.say(stem), wording.say(answer)))
        if not pairs[-1].answer:
            raise GiftFaultError(_("A pair has no answer."), entry.offset)
    return {"kind": ItemKind.MATCHING, "pairs": tuple(pairs)}


def _read_truth(bare: str, offset: int, wording: GiftWording) -> dict:
    """Read "T", "F" or the whole words, then what is said to the wrong and to the right."""
    word, *said = bare.split("#")
    word = word.strip().upper()
    if word not in TRUE_WORDS | FALSE_WORDS:
        message = _("Expected “=” or “~” before “%(text)s”.")
        raise GiftFaultError(message % {"text": _shortened(bare)}, offset)
    if len(said) > 2:
        message = _("After true or false stand at most two texts with “#”.")
        raise GiftFaultError(message, offset)
    to_wrong, to_right = ([wording.say(text) for text in said] + ["", ""])[:2]
    is_true = word in TRUE_WORDS
    choices = (
        ItemChoice(TRUE_TEXT, Fraction(is_true), to_right if is_true else to_wrong),
        ItemChoice(FALSE_TEXT, Fraction(not is_true), to_wrong if is_true else to_right),
    )
    return {"kind": ItemKind.TRUE_FALSE, "choices": choices}


def _read_numbers(body: str, offset: int, wording: GiftWording) -> dict:
    """Read ranges with "..", numbers with ":" and a tolerance; "~#" speaks to all others."""
    first = SIGN.search(body)
    start = first.start() if first else len(body)
    entries = list(_entries(" " * start + body[start:], offset)) if first else []
    if body[:start].strip():
        entries.insert(0, Entry("=", body[:start], offset))
    numbers, others = [], ""
    for entry in entries:
        weight, rest = split_weight(entry.raw, default=WHOLE, offset=entry.offset)
        raw, _sign, feedback = rest.partition("#")
        if entry.sign == "~" or (raw.strip() == "*" and weight == NOTHING):
            _refuse_wrong_number(raw, entry)
            others = others or wording.say(feedback)
            continue
        lowest, highest = _read_range(show_escapes(raw), entry)
        numbers.append(ItemNumber(lowest, highest, weight, wording.say(feedback)))
    if not numbers:
        raise GiftFaultError(_("A numeric question has no number."), offset)
    return {"kind": ItemKind.NUMERIC, "numbers": tuple(numbers), "wrong_feedback": others}


def _refuse_wrong_number(raw: str, entry: Entry) -> None:
    if raw.strip(" \t\n*"):
        message = _("Wrong numbers cannot be listed; “~#” speaks to all of them.")
        raise GiftFaultError(message, entry.offset)


def _read_range(raw: str, entry: Entry) -> tuple[Fraction, Fraction]:
    low, dots, high = raw.partition("..")
    middle, colon, tolerance = raw.partition(":")
    texts = (low, high) if dots else (middle, tolerance) if colon else (raw, "0")
    values = [read_number(text) for text in texts]
    for text, value in zip(texts, values, strict=True):
        if value is None:
            message = _("“%(text)s” is no number; decimals are written with a point.")
            raise GiftFaultError(message % {"text": _shortened(text)}, entry.offset)
    first, second = values
    lowest, highest = (first, second) if dots else (first - second, first + second)
    if lowest > highest:
        raise GiftFaultError(_("A range of numbers ends before it begins."), entry.offset)
    return lowest, highest


def _read_steps(bare: str, offset: int, wording: GiftWording) -> dict:
    """Read one step a line; the first line says how Moodle shows and marks them."""
    _options, *lines = bare.split("\n")
    if len(lines) > MOST_ANSWERS:
        message = _("A question has at most %(most)s answers.")
        raise GiftFaultError(message % {"most": MOST_ANSWERS}, offset)
    steps = tuple(wording.say(line) for line in lines if line.strip())
    return {"kind": ItemKind.ORDERING, "steps": steps}
