"""Questions as the bank holds them now, read many at a time to be compared with a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from quizblocks.choices import KeyStage, QuestionKind
from quizblocks.key_contents import right_of
from quizblocks.models import Question
from quizblocks.services import BATCH, read_keys

from .entries import Entry, same_stem

STORED_FIELDS = ("stem", "kind", "explanation", "source", "source_url", "difficulty")


@dataclass(frozen=True)
class Held:
    """A question of the bank as its editors last saved it.

    Attributes:
        same_stem: the text by which it is found; that of the published question.
        entry: what its latest revision says.
    """

    pk: int
    question_key: UUID
    topic_id: int
    same_stem: str
    entry: Entry

    def says_the_same(self, entry: Entry) -> bool:
        """Tell whether ``entry`` changes nothing; what a file leaves empty it leaves alone."""
        said = merged(self.entry, entry)
        return (
            replace(said, choices=(), topic="") == replace(self.entry, choices=(), topic="")
            and said.choices_aside_order == self.entry.choices_aside_order
        )


def merged(held: Entry, entry: Entry) -> Entry:
    """Return ``entry``, completed by ``held`` where the file says nothing."""
    return replace(
        entry,
        explanation=entry.explanation or held.explanation,
        source=entry.source or held.source,
        source_url=entry.source_url or held.source_url,
        difficulty=entry.difficulty or held.difficulty,
    )


def read_held(pks: Sequence[int]) -> Iterator[Held]:
    """Yield the questions ``pks``: four queries for each 500."""
    for start in range(0, len(pks), BATCH):
        questions = list(
            Question.objects.filter(pk__in=pks[start : start + BATCH])
            .select_related("latest_revision", "topic")
            .prefetch_related("choices")
            .order_by("pk")
        )
        right = right_choices([question.translation_key for question in questions])
        for question in questions:
            yield _held(question, right.get(question.translation_key, frozenset()))


def right_choices(question_keys: Sequence[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return the keys of the right choices, as the bank's keepers last saved them."""
    keys = read_keys(question_keys, stage=KeyStage.DRAFT)
    return {question_key: right_of(content) for question_key, content in keys.items()}


def content_of(question: Question) -> dict[str, Any]:
    """Return what the latest revision of ``question`` says, as revisions say it."""
    revision = question.latest_revision
    return dict(revision.content) if revision else question.serializable_data()


def _held(question: Question, right: frozenset[UUID]) -> Held:
    return Held(
        pk=question.pk,
        question_key=question.translation_key,
        topic_id=question.topic_id,
        same_stem=same_stem(question.folded_stem),
        entry=entry_of(content_of(question), right, topic=question.topic.name),
    )


def entry_of(content: Mapping[str, Any], right: frozenset[UUID], *, topic: str) -> Entry:
    """Return the entry that the ``content`` of a revision makes with its key ``right``."""
    choices = sorted(content["choices"], key=lambda choice: choice["sort_order"] or 0)
    return Entry(
        choices=tuple(
            (choice["text"], UUID(str(choice["translation_key"])) in right) for choice in choices
        ),
        topic=topic,
        **{name: content[name] for name in STORED_FIELDS} | {"kind": QuestionKind(content["kind"])},
    )
