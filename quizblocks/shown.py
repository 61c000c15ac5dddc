"""A question as the page shows it and as it was answered; nothing here has a way to the key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from .bodies import NamedRow, Row
from .choices import CHOICE_KINDS, ONE_ANSWER_KINDS, TYPED_KINDS, QuestionKind
from .formats.gap_texts import gaps_in, pieces_of, with_blanks
from .formats.markup import RICH, is_rich


@dataclass(frozen=True)
class ShownPicture:
    """A picture with what it shows, said as this place needs it."""

    image: Any
    alt: str


@dataclass(frozen=True)
class ShownChoice:
    """A choice as the page shows it."""

    id: int
    key: UUID
    text: str
    is_item: bool = False
    gap: int = 0
    picture: ShownPicture | None = None

    @property
    def token(self) -> str:
        """The name as a form sends it where ids, counted up as rows are typed, would tell."""
        return self.key.hex[:12]

    @property
    def value(self) -> str:
        """The id as a form sends it: never with a separator between thousands."""
        return str(self.id)


@dataclass(frozen=True)
class AskedRow:
    """A row with what can be chosen for it: value and text.

    Attributes:
        token: its name in a form.
    """

    token: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownQuestion:
    """A question as the page shows it: an allow-list that has no way to the key."""

    id: int
    key: UUID
    kind: str
    stem: str
    choices: tuple[ShownChoice, ...]
    picture: ShownPicture | None = None

    @property
    def takes_one(self) -> bool:
        """Whether exactly one choice may be picked."""
        return self.kind in ONE_ANSWER_KINDS

    @property
    def has_choices(self) -> bool:
        """Whether its choices are picked, one or several."""
        return self.kind in CHOICE_KINDS

    @property
    def has_pictured_choices(self) -> bool:
        """Whether a choice is, or has, a picture."""
        return any(choice.picture for choice in self.choices)

    @property
    def is_typed(self) -> bool:
        """Whether the answer is typed."""
        return self.kind in TYPED_KINDS

    @property
    def heading(self) -> str:
        """The stem as people read it, with its marks, and a line in place of each gap."""
        return with_blanks(self.stem) if self.kind == QuestionKind.GAPS else self.stem

    @property
    def rows(self) -> tuple[AskedRow, ...]:
        """What something is chosen for: steps of an order, left sides of pairs, gaps."""
        if self.kind == QuestionKind.ORDERING:
            places = tuple((str(n), str(n)) for n in range(1, len(self.choices) + 1))
            return tuple(AskedRow(c.token, c.text, places) for c in self.choices)
        if self.kind == QuestionKind.MATCHING:
            partners = tuple((c.token, c.text) for c in self.choices if not c.is_item)
            return tuple(AskedRow(c.token, c.text, partners) for c in self.choices if c.is_item)
        if self.kind == QuestionKind.GAPS:
            return tuple(self._gap(number) for number in gaps_in(self.stem))
        return ()

    def _gap(self, number: int) -> AskedRow:
        options = tuple((c.token, c.text) for c in self.choices if c.gap == number)
        return AskedRow(str(number), _("Gap %(number)s") % {"number": number}, options)

    def row_name(self, token: str) -> str:
        """Name of the form field of one row."""
        return f"{self.name}-{token}"

    @cached_property
    def keyed_rows(self) -> tuple[NamedRow, ...]:
        """Its rows with the names that a key uses."""
        return tuple(Row(row.text, row.is_item, row.key, row.gap) for row in self.choices)

    @property
    def unanswered(self) -> "AskedQuestion":
        """The question as an article asks it."""
        return AskedQuestion(self)

    @property
    def name(self) -> str:
        """Name of the question's form field."""
        return f"q{self.id}"

    @property
    def value(self) -> str:
        """The id as a form sends it: never with a separator between thousands."""
        return str(self.id)


@dataclass(frozen=True)
class Answer:
    """What a reader answered to one question.

    Attributes:
        picked: ids of the choices picked.
        text: what was typed.
        chosen: what was chosen for each row, by the row's token; "" where nothing was.
    """

    picked: frozenset[int] = frozenset()
    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def in_order(self) -> tuple:
        """The answer as a value that is the same for the same answer."""
        return sorted(self.picked), self.text, sorted(self.chosen.items())


@dataclass(frozen=True)
class ShownRow:
    """A row of a question with what can be chosen for it: value, text and whether it is."""

    name: str
    text: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class AskedQuestion:
    """A question with what was answered before, and what is wrong with that."""

    question: ShownQuestion
    answer: Answer = Answer()
    error: str = ""

    @property
    def rows(self) -> tuple[ShownRow, ...]:
        """The rows with what was chosen."""
        question, chosen = self.question, self.answer.chosen
        return tuple(
            ShownRow(
                question.row_name(row.token),
                row.text,
                tuple((value, text, chosen.get(row.token) == value) for value, text in row.options),
            )
            for row in question.rows
        )

    @property
    def pieces(self) -> tuple[tuple[str, ShownRow | None], ...]:
        """The pieces of a text with gaps, each with the gap behind it, None at the end."""
        texts = [text for text, _number in pieces_of(self.question.stem)]
        if is_rich(self.question.stem):
            # No mark reaches over a gap, so each piece is whole.
            texts = [texts[0], *(f"{RICH}{text}" for text in texts[1:])]
        return tuple(zip(texts, [*self.rows, None], strict=True))
