"""Questions as the bank holds them now, read many at a time to be compared with a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from quizblocks.bodies import Body, BodyChoice, Row, body_of
from quizblocks.choices import KeyStage, QuestionKind
from quizblocks.key_contents import Content, fits, without_strangers
from quizblocks.models import Question, QuestionTag
from quizblocks.pictures import picture_said
from quizblocks.services import BATCH, read_keys

from .entries import Entry, same_stem

STORED_FIELDS = ("stem", "kind", "explanation", "source", "source_url", "difficulty")


@dataclass(frozen=True)
class Held:
    """A question of the bank as its editors last saved it.

    Attributes:
        same_stem: the text by which it is found; that of the published question.
        entry: what its latest revision says.
        is_whole: whether that can be asked and marked; a draft may lack choices, or its key.
    """

    pk: int
    question_key: UUID
    topic_id: int
    same_stem: str
    entry: Entry
    is_whole: bool

    def says_the_same(self, entry: Entry) -> bool:
        """Tell whether ``entry`` changes nothing; what a file leaves empty it leaves alone."""
        said = merged(self.entry, entry)
        nothing = {"body": Body(), "topic": "", "tags": ()}
        return (
            replace(said, **nothing) == replace(self.entry, **nothing)
            and said.folded_tags == self.entry.folded_tags
            and said.body.aside_order == self.entry.body.aside_order
        )


def merged(held: Entry, entry: Entry) -> Entry:
    """Return ``entry``, completed by ``held`` where the file says nothing."""
    return replace(
        entry,
        body=merged_body(held.body, entry.body) if held.kind == entry.kind else entry.body,
        explanation=entry.explanation or held.explanation,
        source=entry.source or held.source,
        source_url=entry.source_url or held.source_url,
        difficulty=entry.difficulty or held.difficulty,
        tags=entry.tags or held.tags,
        picture=entry.picture or held.picture,
    )


def merged_body(held: Body, body: Body) -> Body:
    """Return ``body`` with the feedback of ``held`` where the file has none at all."""
    body = replace(body, choices=_with_pictures(held.choices, body.choices))
    said = [*body.choices, *body.numbers, *body.texts]
    if any(each.feedback for each in said):
        choices, numbers, texts = body.choices, body.numbers, body.texts
    else:
        of_text = {choice.text: choice.feedback for choice in (*held.choices, *held.texts)}
        of_number = {(n.lowest, n.highest): n.feedback for n in held.numbers}
        choices, texts = (
            tuple(replace(each, feedback=of_text.get(each.text, "")) for each in members)
            for members in (body.choices, body.texts)
        )
        numbers = tuple(
            replace(n, feedback=of_number.get((n.lowest, n.highest), "")) for n in body.numbers
        )
    return replace(
        body,
        choices=choices,
        numbers=numbers,
        texts=texts,
        overlooks=held.overlooks if body.overlooks is None else body.overlooks,
        right_feedback=body.right_feedback or held.right_feedback,
        wrong_feedback=body.wrong_feedback or held.wrong_feedback,
    )


def _with_pictures(held: tuple[BodyChoice, ...], choices: tuple[BodyChoice, ...]):
    """Return ``choices`` with the pictures of ``held``, where the file could carry none."""
    if any(choice.picture for choice in choices):
        return choices
    known = {choice.text or choice.picture.text: choice for choice in held if choice.picture}
    return tuple(
        replace(choice, text=known[choice.text].text, picture=known[choice.text].picture)
        if choice.text in known
        else choice
        for choice in choices
    )


def read_held(pks: Sequence[int]) -> Iterator[Held]:
    """Yield the questions ``pks``: six queries for each 500."""
    for start in range(0, len(pks), BATCH):
        questions = list(
            Question.objects.filter(pk__in=pks[start : start + BATCH])
            .select_related("latest_revision", "topic", "locale")
            .prefetch_related("choices", "tagged_items")
            .order_by("pk")
        )
        keys = read_keys([q.translation_key for q in questions], stage=KeyStage.DRAFT)
        tags = dict(QuestionTag.objects.values_list("pk", "name"))
        for question in questions:
            yield _held(question, tags, keys.get(question.translation_key, {}))


def content_of(question: Question) -> dict[str, Any]:
    """Return what the latest revision of ``question`` says, as revisions say it."""
    revision = question.latest_revision
    return dict(revision.content) if revision else question.serializable_data()


def _held(question: Question, tags: Mapping[int, str], key: Content) -> Held:
    content = content_of(question)
    return Held(
        pk=question.pk,
        question_key=question.translation_key,
        topic_id=question.topic_id,
        same_stem=same_stem(question.folded_stem),
        entry=entry_of(
            content,
            key,
            topic=question.topic.path_name,
            tags=tags,
            language=question.locale.language_code,
        ),
        is_whole=_is_whole(content, key),
    )


def _is_whole(content: Mapping[str, Any], key: Content) -> bool:
    rows = _rows_of(content)
    is_written = all(row.text or row.pictured for row in rows)
    return is_written and fits(content["kind"], without_strangers(key, rows), rows)


def entry_of(
    content: Mapping[str, Any],
    key: Content,
    *,
    topic: str,
    tags: Mapping[int, str],
    language: str,
) -> Entry:
    """Return the entry that the ``content`` of a revision makes with its ``key``.

    Args:
        topic: path of its topic.
        tags: names of all tags, by id.
    """
    kind = QuestionKind(content["kind"])
    return Entry(
        body=body_of(kind, _rows_of(content), key, language=language),
        topic=topic,
        tags=tuple(
            tags[each["tag"]] for each in content.get("tagged_items", ()) if each["tag"] in tags
        ),
        picture=picture_said(content),
        **{name: content[name] for name in STORED_FIELDS} | {"kind": kind},
    )


def _rows_of(content: Mapping[str, Any]) -> list[Row]:
    """Return the rows that the ``content`` of a revision has, in their order."""
    return [
        Row(
            choice["text"],
            choice.get("is_item", False),
            choice["translation_key"],
            choice.get("gap", 0),
            picture_said(choice),
        )
        for choice in sorted(content["choices"], key=lambda choice: choice["sort_order"] or 0)
    ]
