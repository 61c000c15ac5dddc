"""A question in the words of whoever wrote it, made into an item or named faults.

Sheets and Word files cut questions into the same pieces; what the pieces mean is
said here once.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from goodnews.core.folding import fold
from goodnews.core.marked_text import BOLD, MARKS, MarkedText

from .choice_texts import LETTERS, marked_places
from .items import FALSE_TEXT, TRUE_TEXT, Item, ItemChoice, ItemKind, ItemNumber, ItemPair
from .keys import KeyRefusedError, read_key, read_truth, weigh
from .lines import lines_of, read_gap, read_pair, read_steps, read_tags, unpack_line
from .markup import PLACES, kept
from .numbers import SHARE, NumberRefusedError, cut_share, read_range

KINDS = {
    ItemKind.SINGLE: "Một đáp án",
    ItemKind.SEVERAL: "Nhiều đáp án",
    ItemKind.TRUE_FALSE: "Đúng/Sai",
    ItemKind.NUMERIC: "Số",
    ItemKind.SHORT_ANSWER: "Trả lời ngắn",
    ItemKind.ORDERING: "Sắp xếp",
    ItemKind.MATCHING: "Ghép đôi",
    ItemKind.GAPS: "Điền chỗ trống",
}
DIFFICULTIES = {"easy": "Dễ", "medium": "Trung bình", "hard": "Khó"}
_KIND_WORDS = {
    ItemKind.SINGLE: "motdapan motluachon tracnghiem tracnghiem1dapan 1dapan chonmot single mc "
    "multiplechoice singlechoice motdapandung tracnghiemmotdapan mclq nhieuluachon",
    ItemKind.SEVERAL: "nhieudapan nhieudapandung chonnhieu several multiple multi multipleanswer "
    "multipleresponse tracnghiemnhieudapan",
    ItemKind.TRUE_FALSE: "dungsai dunghoacsai truefalse tf ds",
    ItemKind.NUMERIC: "so dienso numeric numerical number traloibangso",
    ItemKind.SHORT_ANSWER: "traloingan dienkhuyet dientu shortanswer short tuluanngan",
    ItemKind.ORDERING: "sapxep sapxepthutu thutu ordering order",
    ItemKind.GAPS: "dienchotrong chontudien dienvaochotrong gaps gapselect selectmissingwords",
    ItemKind.MATCHING: "ghepdoi ghepcap noicot ghepnoi matching match noi",
}
_DIFFICULTY_WORDS = {
    "easy": "de nhanbiet nb biet easy 1 muc1 mucdo1",
    "medium": "trungbinh tb vua thonghieu th hieu medium 2 muc2 mucdo2",
    "hard": "kho vandung vandungcao vd vdc hard 3 muc3 mucdo3",
}
KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}
DIFFICULTY_OF = {word: one for one, words in _DIFFICULTY_WORDS.items() for word in words.split()}
MAX_TAGS_LENGTH = 2000
NUMBER_BEFORE = re.compile(r"câu(?:\s+hỏi)?(?:\s+số)?\s+\d+\s*[.:)]\s*", re.IGNORECASE)
FEEDBACK_LINE = re.compile(r"\s*([A-Z]|\d{1,3})\s*:\s*")


class Part(StrEnum):
    """A piece of a question; sheets have a column for each, Word files a line."""

    KIND = "kind"
    STEM = "stem"
    CHOICES = "choices"
    KEY = "key"
    EXPLANATION = "explanation"
    TOPIC = "topic"
    DIFFICULTY = "difficulty"
    TAGS = "tags"
    SOURCE = "source"
    SOURCE_URL = "source_url"
    NAME = "name"
    IDENTIFIER = "identifier"
    RIGHT_FEEDBACK = "right_feedback"
    WRONG_FEEDBACK = "wrong_feedback"
    CHOICE_FEEDBACK = "choice_feedback"


class PartRefusedError(ValueError):
    """A piece cannot be understood; the text is for whoever wrote it."""

    def __init__(self, part: Part, message: str):
        self.part = part
        super().__init__(message)


@dataclass
class Draft:
    """The pieces of one question.

    Attributes:
        texts: what was written, by part; an empty part is not there.
        choices: in their order, without letters; "" where one is left out.
        labels: the letters before them, where those may be marked.
        formats: marks that belong to the words, and do not point at a key.
    """

    texts: dict[Part, str] = field(default_factory=dict)
    choices: list[MarkedText] = field(default_factory=list)
    labels: list[MarkedText] = field(default_factory=list)
    formats: int = PLACES

    def get(self, part: Part) -> str:
        return self.texts.get(part, "")


def build_item(draft: Draft, place: str) -> Item:
    """Return the item that ``draft`` describes.

    Raises:
        PartRefusedError: with the first piece that cannot be understood.
    """
    stem = kept(without_number(draft.get(Part.STEM)), formats=draft.formats)
    if not stem:
        raise PartRefusedError(Part.STEM, _("There is no question."))
    for before, after in zip(draft.choices, draft.choices[1:], strict=False):
        if after and not before:
            raise PartRefusedError(Part.CHOICES, _("A choice is left empty between others."))
    kind = _kind_of(draft)
    body = _BODIES[kind](draft, kind)
    return Item(
        kind=body.pop("kind", kind),
        stem=stem,
        place=place,
        difficulty=_difficulty(draft.get(Part.DIFFICULTY)),
        tags=_tags(draft.get(Part.TAGS)),
        **{part.value: draft.get(part) for part in _PLAIN_PARTS},
        **body,
    )


_PLAIN_PARTS = (
    Part.NAME,
    Part.IDENTIFIER,
    Part.EXPLANATION,
    Part.RIGHT_FEEDBACK,
    Part.WRONG_FEEDBACK,
    Part.TOPIC,
    Part.SOURCE,
    Part.SOURCE_URL,
)


def without_number(stem: str) -> MarkedText:
    """Return ``stem`` without "Câu 12." at its beginning, and without spaces around it."""
    text = stem if isinstance(stem, MarkedText) else MarkedText(stem)
    found = NUMBER_BEFORE.match(text)
    return text.cut(found.end() if found else 0).trimmed()


def word_of(text: str) -> str:
    """Return ``text`` without case, marks, spaces and signs: "Đúng / Sai" → "dungsai"."""
    return re.sub(r"[^0-9a-z]", "", fold(text))


def _kind_of(draft: Draft) -> ItemKind:
    """Return the kind that is said, or SINGLE and TRUE_FALSE as the choices show it."""
    said = draft.get(Part.KIND)
    if said:
        if word_of(said) not in KIND_OF:
            message = _("“%(value)s” is no kind of question. Choose one of: %(kinds)s.")
            params = {"value": said[:40], "kinds": ", ".join(KINDS.values())}
            raise PartRefusedError(Part.KIND, message % params)
        return KIND_OF[word_of(said)]
    truths = [read_truth(text) for text in draft.choices]
    key = draft.get(Part.KEY)
    if sorted(map(str, truths)) == ["False", "True"] or (
        not truths and read_truth(key) is not None
    ):
        return ItemKind.TRUE_FALSE
    return ItemKind.SINGLE


def _difficulty(said: str) -> str:
    if not said:
        return ""
    if word_of(said) not in DIFFICULTY_OF:
        message = _("“%(value)s” is no difficulty. Choose one of: %(choices)s.")
        params = {"value": said[:40], "choices": ", ".join(DIFFICULTIES.values())}
        raise PartRefusedError(Part.DIFFICULTY, message % params)
    return DIFFICULTY_OF[word_of(said)]


def _tags(said: str) -> tuple[str, ...]:
    if len(said) > MAX_TAGS_LENGTH:
        message = _("Too long: %(length)s characters, at most %(most)s.")
        params = {"length": len(said), "most": MAX_TAGS_LENGTH}
        raise PartRefusedError(Part.TAGS, message % params)
    return read_tags(said)


def _choice_body(draft: Draft, kind: ItemKind) -> dict:
    if len(draft.choices) < 2:
        raise PartRefusedError(Part.CHOICES, _("Two choices are needed at least."))
    places = _key_places(draft)
    is_weighed = any(share is not None for share in places.values())
    if len(places) > 1 and not is_weighed:
        if draft.get(Part.KIND) and kind == ItemKind.SINGLE:
            raise PartRefusedError(Part.KEY, _("The kind is one right choice, the key names more."))
        kind = ItemKind.SEVERAL
    shares = weigh(kind, places, len(draft.choices))
    return {"kind": kind, "choices": _choices(draft, draft.choices, shares)}


def _truth_body(draft: Draft, kind: ItemKind) -> dict:
    truths = [read_truth(text) for text in draft.choices] or [True, False]
    if sorted(map(str, truths)) != ["False", "True"]:
        raise PartRefusedError(Part.CHOICES, _("The choices must be “Đúng” and “Sai”."))
    said = read_truth(draft.get(Part.KEY))
    if said is not None:
        places = {truths.index(said): None}
    else:
        choices = draft.choices or [MarkedText(TRUE_TEXT), MarkedText(FALSE_TEXT)]
        places = _key_places(Draft(draft.texts, choices, draft.labels))
        if len(places) > 1 and None in places.values():
            raise PartRefusedError(Part.KEY, _("The kind is one right choice, the key names more."))
    shares = weigh(kind, places, 2)
    found = _choices(draft, [TRUE_TEXT if truth else FALSE_TEXT for truth in truths], shares)
    return {"choices": found if truths[0] else found[::-1]}


def _key_places(draft: Draft) -> dict[int, Fraction | None]:
    key = draft.get(Part.KEY)
    if key:
        try:
            return read_key(key, draft.choices)
        except KeyRefusedError as error:
            raise PartRefusedError(Part.KEY, str(error)) from error
    marked = marked_places(draft.labels, draft.choices, MARKS)
    if marked is None:
        raise PartRefusedError(
            Part.KEY, _("Bold, underlined and coloured choices contradict each other.")
        )
    if not marked:
        raise PartRefusedError(Part.KEY, _("There is no key."))
    return dict.fromkeys(sorted(marked))


def _choices(draft: Draft, texts: Iterable[str], shares: Sequence[Fraction]):
    said = _feedback(draft, LETTERS[: len(shares)])
    # Where nothing else says it, bold letters are the key.
    formats = draft.formats if draft.get(Part.KEY) else draft.formats & ~BOLD
    return tuple(
        ItemChoice(kept(text, formats=formats), share, said.get(letter, ""))
        for letter, text, share in zip(LETTERS, texts, shares, strict=False)
    )


def _accepted(draft: Draft) -> list[tuple[Fraction, str]]:
    """Return what is accepted with its shares: the lines of the key, or else the choices."""
    lines = lines_of(draft.get(Part.KEY))
    if len(lines) == 1 and not SHARE.match(lines[0]):
        lines = [part.strip() for part in lines[0].split(";") if part.strip()]
    lines = lines or [str(text) for text in draft.choices]
    if not lines:
        raise PartRefusedError(Part.KEY, _("There is no key."))
    try:
        return [cut_share(line) for line in lines]
    except NumberRefusedError as error:
        raise PartRefusedError(Part.KEY, str(error)) from error


def _number_body(draft: Draft, _kind: ItemKind) -> dict:
    accepted = _accepted(draft)
    said = _feedback(draft, [str(n) for n in range(1, len(accepted) + 1)])
    numbers = []
    for place, (share, text) in enumerate(accepted, start=1):
        try:
            lowest, highest = read_range(text)
        except NumberRefusedError as error:
            raise PartRefusedError(Part.KEY, str(error)) from error
        numbers.append(ItemNumber(lowest, highest, share, said.get(str(place), "")))
    return {"numbers": tuple(numbers)}


def _text_body(draft: Draft, _kind: ItemKind) -> dict:
    accepted = _accepted(draft)
    said = _feedback(draft, [str(n) for n in range(1, len(accepted) + 1)])
    return {
        "choices": tuple(
            ItemChoice(unpack_line(text), share, said.get(str(place), ""))
            for place, (share, text) in enumerate(accepted, start=1)
        )
    }


def _step_body(draft: Draft, _kind: ItemKind) -> dict:
    key = draft.get(Part.KEY)
    if draft.choices:
        places = list(_key_places(draft)) if key else list(range(len(draft.choices)))
        if len(places) != len(draft.choices):
            raise PartRefusedError(Part.KEY, _("The key must name every step once."))
        return {"steps": tuple(str(draft.choices[place]) for place in places)}
    steps = read_steps(lines_of(key))
    if len(steps) < 2:
        raise PartRefusedError(Part.KEY, _("Write the steps in their order, a line for each."))
    return {"steps": tuple(steps)}


def _pair_body(draft: Draft, _kind: ItemKind) -> dict:
    lines = lines_of(draft.get(Part.KEY)) or [str(text) for text in draft.choices]
    pairs = []
    for line in lines:
        pair = read_pair(line)
        if pair is None or not pair[1]:
            message = _("“%(line)s” is no pair. Write: left side → right side.")
            raise PartRefusedError(Part.KEY, message % {"line": line[:40]})
        pairs.append(ItemPair(*pair))
    if not any(pair.stem for pair in pairs):
        raise PartRefusedError(Part.KEY, _("Write the pairs, a line for each."))
    return {"pairs": tuple(pairs)}


def _gap_body(draft: Draft, _kind: ItemKind) -> dict:
    gaps = tuple(read_gap(line) for line in lines_of(draft.get(Part.KEY)))
    if not gaps or any(len(texts) < 2 for texts in gaps):
        message = _("Write a line for each gap, the right choice first: 12 | 6 | 8.")
        raise PartRefusedError(Part.KEY, message)
    return {"gaps": gaps}


def _feedback(draft: Draft, names: Iterable[str]) -> dict[str, str]:
    """Return what is said to each answer: lines "A: …" with further lines below them."""
    names, found, last = set(names), {}, ""
    for line in draft.get(Part.CHOICE_FEEDBACK).split("\n"):
        head = FEEDBACK_LINE.match(line)
        if head and head[1] in names and head[1] not in found:
            last = head[1]
            found[last] = unpack_line(line[head.end() :])
        elif last:
            found[last] += f"\n{unpack_line(line)}"
        elif line.strip():
            message = _("Write “A: …” for what is said to choice A, “1: …” for the first answer.")
            raise PartRefusedError(Part.CHOICE_FEEDBACK, message)
    return {name: text.strip() for name, text in found.items()}


_BODIES = {
    ItemKind.SINGLE: _choice_body,
    ItemKind.SEVERAL: _choice_body,
    ItemKind.TRUE_FALSE: _truth_body,
    ItemKind.NUMERIC: _number_body,
    ItemKind.SHORT_ANSWER: _text_body,
    ItemKind.ORDERING: _step_body,
    ItemKind.MATCHING: _pair_body,
    ItemKind.GAPS: _gap_body,
}
