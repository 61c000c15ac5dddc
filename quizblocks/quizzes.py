"""The quiz of a page as the public may see it; the one way from the bank to readers."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from wagtail.fields import StreamField
from wagtail.models import Locale

from .bodies import NamedRow, Row, in_shown_order
from .choices import CHOICE_KINDS, ONE_ANSWER_KINDS, TYPED_KINDS, QuestionKind, QuizMode
from .models import Choice, Question


@dataclass(frozen=True)
class ShownChoice:
    """A choice as the page shows it."""

    id: int
    key: UUID
    text: str
    is_item: bool = False

    @property
    def token(self) -> str:
        """The name as a form sends it where ids, counted up as rows are typed, would tell."""
        return self.key.hex[:12]

    @property
    def value(self) -> str:
        """The id as a form sends it: never with a separator between thousands."""
        return str(self.id)


@dataclass(frozen=True)
class ShownQuestion:
    """A question as the page shows it: an allow-list that has no way to the key."""

    id: int
    key: UUID
    kind: str
    stem: str
    choices: tuple[ShownChoice, ...]

    @property
    def takes_one(self) -> bool:
        """Whether exactly one choice may be picked."""
        return self.kind in ONE_ANSWER_KINDS

    @property
    def has_choices(self) -> bool:
        """Whether its choices are picked, one or several."""
        return self.kind in CHOICE_KINDS

    @property
    def is_typed(self) -> bool:
        """Whether the answer is typed."""
        return self.kind in TYPED_KINDS

    @property
    def keyboard(self) -> str:
        """The keyboard that a phone offers for a typed answer."""
        return "decimal" if self.kind == QuestionKind.NUMERIC else "text"

    @property
    def rows(self) -> tuple[ShownChoice, ...]:
        """What something is chosen for: the steps of an order, the left sides of pairs."""
        if self.kind == QuestionKind.MATCHING:
            return tuple(choice for choice in self.choices if choice.is_item)
        return self.choices if self.kind == QuestionKind.ORDERING else ()

    @property
    def partners(self) -> tuple[ShownChoice, ...]:
        """The right sides of pairs."""
        return tuple(choice for choice in self.choices if not choice.is_item)

    def row_name(self, row: ShownChoice) -> str:
        """Name of the form field of one row."""
        return f"{self.name}-{row.token}"

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen for a row: value and text."""
        if self.kind == QuestionKind.ORDERING:
            return tuple((str(place), str(place)) for place in range(1, len(self.rows) + 1))
        return tuple((choice.token, choice.text) for choice in self.partners)

    @property
    def keyed_rows(self) -> tuple[NamedRow, ...]:
        """Its rows with the names that a key uses."""
        return tuple(Row(row.text, row.is_item, row.key) for row in self.choices)

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
                question.row_name(row),
                row.text,
                tuple(
                    (value, text, chosen.get(row.token) == value)
                    for value, text in question.options
                ),
            )
            for row in question.rows
        )


@dataclass(frozen=True)
class Quiz:
    """The questions of one quiz block, in the language of its page."""

    title: str
    questions: tuple[ShownQuestion, ...]

    @property
    def is_shown(self) -> bool:
        """False once every question is deleted, withdrawn or kept for a contest."""
        return bool(self.questions)


def block_id_of(page, value) -> UUID | None:
    """Return the id under which ``value`` stands in one of the page's streams.

    A block does not know its own id; the stream that holds it does.
    """
    for child in stream_children(page):
        if child.value is value and child.id:
            return UUID(child.id)
    return None


def stream_children(page) -> Iterable:
    """Yield every top-level block of the page's streams."""
    if page is None:
        return
    for each in page._meta.get_fields():
        if isinstance(each, StreamField):
            yield from getattr(page, each.name)


def load_quiz(value, *, page, block_id: UUID | None) -> Quiz:
    """Read the questions of a quiz block: two queries, three where they are drawn."""
    locale_id = page.locale_id if page is not None else Locale.get_default().pk
    if value["mode"] == QuizMode.DRAWN:
        keys = draw(value, locale_id=locale_id, block_id=block_id)
    else:
        keys = [question.translation_key for question in value["questions"] if question]
    return Quiz(title=value["title"], questions=shown_questions(keys, locale_id=locale_id))


def pool_of(value):
    """Return the practice questions that a drawn quiz may take."""
    if value["topic"] is None:
        return Question.objects.none()
    pool = Question.objects.for_practice().about(value["topic"])
    return pool.filter(difficulty=value["difficulty"]) if value["difficulty"] else pool


def draw(value, *, locale_id: int, block_id: UUID | None) -> list[UUID]:
    """Return the questions drawn for a block: the same ones for every reader.

    The draw is fixed by the block's id. Each question has its own lot, so a
    question added to the bank or taken out changes one place, not the whole quiz.
    """
    keys = pool_of(value).filter(locale_id=locale_id).values_list("translation_key", flat=True)
    lots = sorted(keys, key=lambda key: hashlib.sha256(f"{block_id}{key}".encode()).digest())
    return lots[: value["count"] or 0]


def shown_questions(keys: Iterable[UUID], *, locale_id: int) -> tuple[ShownQuestion, ...]:
    """Return the public form of the questions ``keys`` in one language, in that order."""
    keys = list(keys)
    if not keys:
        return ()
    found = {
        question.translation_key: question
        for question in Question.objects.for_practice().filter(
            translation_key__in=keys, locale_id=locale_id
        )
    }
    by_question: dict[int, list[Choice]] = {}
    choices = Choice.objects.filter(question__in=[question.pk for question in found.values()])
    for choice in choices:
        by_question.setdefault(choice.question_id, []).append(choice)
    return tuple(
        ShownQuestion(
            id=question.pk,
            key=key,
            kind=question.kind,
            stem=question.stem,
            choices=tuple(
                ShownChoice(choice.pk, choice.translation_key, choice.text, choice.is_item)
                for choice in in_shown_order(question.kind, by_question.get(question.pk, ()))
            ),
        )
        for key in keys
        if (question := found.get(key)) is not None
    )
