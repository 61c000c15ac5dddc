"""A question as a file holds it, before it meets the bank."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

# Stands in a stem where a word is missing.
BLANK = "_____"
TRUE_TEXT = "Đúng"
FALSE_TEXT = "Sai"
# Stands in a file for a picture that the file cannot carry.
PICTURE_TEXT = "[Hình: {alt}]"
WHOLE = Fraction(1)
NOTHING = Fraction(0)


class ItemKind(StrEnum):
    """What is asked for. Terms: Moodle's question types and QTI's interactions."""

    SINGLE = "single"
    SEVERAL = "several"
    TRUE_FALSE = "true_false"
    NUMERIC = "numeric"
    SHORT_ANSWER = "short_answer"
    ORDERING = "ordering"
    MATCHING = "matching"
    GAPS = "gaps"


@dataclass(frozen=True)
class ItemPicture:
    """A picture with what it shows.

    Attributes:
        content: the file, while it is in a file of questions or on its way into one.
        image: its id once the site has taken it in, else 0.
    """

    alt: str
    content: bytes = b""
    image: int = 0

    @property
    def text(self) -> str:
        """What stands in its place where no picture can stand."""
        return PICTURE_TEXT.format(alt=self.alt)


@dataclass(frozen=True)
class ItemChoice:
    """A choice, or an accepted text of a short answer.

    Attributes:
        text: limited rich text, as :mod:`.markup` has it; in a short answer it is plain and "*" stands for anything, "\\*" for the sign itself, as Moodle
            has it.
        weight: share of the mark that it earns, from -1 to 1; 1 is all of it.
    """

    text: str
    weight: Fraction = NOTHING
    feedback: str = ""
    picture: ItemPicture | None = None


@dataclass(frozen=True)
class ItemNumber:
    """An accepted range of numbers, both ends included; equal ends accept one number."""

    lowest: Fraction
    highest: Fraction
    weight: Fraction = WHOLE
    feedback: str = ""


@dataclass(frozen=True)
class ItemPair:
    """What belongs together; a pair without ``stem`` only adds a wrong answer to choose."""

    stem: str
    answer: str


@dataclass(frozen=True)
class Item:
    """One question of a file.

    Attributes:
        place: where it stands, as people count: "12" is line 12 of a text, row 12 of a sheet.
        choices: for SINGLE, SEVERAL, TRUE_FALSE and SHORT_ANSWER; TRUE_FALSE has exactly two,
            "Đúng" first.
        numbers: for NUMERIC.
        pairs: for MATCHING.
        steps: for ORDERING, in the right order.
        gaps: for GAPS, what can be chosen for [[1]], [[2]] … of the stem, the right one first.
        topic: path from the root of the topics, "An toàn mạng/Mật khẩu"; "" where none is said.
        difficulty: "easy", "medium", "hard", or "" where none is said.
        right_feedback, wrong_feedback: said to whoever was right, or was not.
        stem: limited rich text, as :mod:`.markup` has it.
        identifier: the code that the file's writer gave it, "" where none is said.
    """

    kind: ItemKind
    stem: str
    place: str = field(default="", compare=False)
    name: str = ""
    choices: tuple[ItemChoice, ...] = ()
    numbers: tuple[ItemNumber, ...] = ()
    pairs: tuple[ItemPair, ...] = ()
    steps: tuple[str, ...] = ()
    gaps: tuple[tuple[str, ...], ...] = ()
    explanation: str = ""
    right_feedback: str = ""
    wrong_feedback: str = ""
    topic: str = ""
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    identifier: str = ""
    picture: ItemPicture | None = None

    @property
    def pictures(self) -> tuple[ItemPicture, ...]:
        """Its own picture and those of its choices."""
        found = (self.picture, *(choice.picture for choice in self.choices))
        return tuple(picture for picture in found if picture)


@dataclass(frozen=True)
class Remark:
    """A sentence about one place of a file, in the reader's language."""

    place: str
    message: str


@dataclass(frozen=True)
class Reading:
    """What a file held.

    Attributes:
        faults: what could not be read; nothing of such a question is in ``items``.
        remarks: what was read but not kept whole, such as formatting.
    """

    items: tuple[Item, ...] = ()
    faults: tuple[Remark, ...] = ()
    remarks: tuple[Remark, ...] = ()
