"""Many questions written at once, with all that the bank's own form writes beside them.

Source: wagtail.actions.create.CreateAction, wagtail.actions.edit.EditAction and
wagtail.models.ReferenceIndex.create_or_update_for_object, Wagtail 8.0.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from itertools import chain
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Locale, ModelLogEntry, ReferenceIndex, Revision

from goodnews.core.bulk_rows import insert_rows
from quizblocks.bodies import content_of as content_of_key
from quizblocks.choices import Difficulty, KeyStage, QuestionUse
from quizblocks.formats.items import ItemPicture
from quizblocks.formats.markup import searched
from quizblocks.key_contents import Content
from quizblocks.labels import label_of
from quizblocks.models import (
    Choice,
    Question,
    QuestionImport,
    QuestionLife,
    QuestionTag,
    QuestionTagging,
    Topic,
)
from quizblocks.pictures import picture_said
from quizblocks.services import name_rows, read_keys, set_draft_keys

from .entries import Entry
from .held import STORED_FIELDS, content_of, entry_of, merged

OWN_ROW_FIELDS = ("text", "sort_order", "is_item", "gap")
PICTURE_FIELDS = ("picture", "picture_alt")
NEW_FIELDS = (*STORED_FIELDS, "topic", "translation_key", "folded_stem", *PICTURE_FIELDS)


def picture_values(picture: ItemPicture | None) -> dict[str, Any]:
    """Return a picture as revisions say it."""
    return {
        "picture": picture.image if picture else None,
        "picture_alt": picture.alt if picture else "",
    }


@dataclass(eq=False)
class NewQuestion:
    """A new question: what a :class:`Question` holds, until it is written.

    Attributes:
        values: what it says of its own, by field, foreign keys as ids.
    """

    values: dict[str, Any]
    use: QuestionUse
    pk: int | None = None
    latest_revision_id: int | None = None

    def __str__(self) -> str:
        return label_of(
            pk=self.pk, use=self.use, kind=self.values["kind"], stem=self.values["stem"]
        )

    @property
    def translation_key(self) -> uuid.UUID:
        return self.values["translation_key"]


@dataclass
class NewRow:
    """A row of a new question: what a :class:`Choice` holds, until it is written."""

    text: str = ""
    sort_order: int = 0
    is_item: bool = False
    gap: int = 0
    pictured: ItemPicture | None = None
    translation_key: uuid.UUID = field(default_factory=uuid.uuid4)
    pk: int | None = None


class Writer:
    """Writes the questions of one import, inside the caller's transaction.

    Args:
        tags: all tags, by their names without case.
    """

    def __init__(
        self,
        *,
        locale: Locale,
        use: QuestionUse,
        tags: Mapping[str, QuestionTag],
        user,
        now: datetime,
        record: QuestionImport,
    ):
        self.locale = locale
        self.use = use
        self.user = user
        self.now = now
        self.record = record
        self.tags = tags
        self.tag_names = {tag.pk: tag.name for tag in tags.values()}
        self.content_type = ContentType.objects.get_for_model(Question)
        self._types = {
            "content_type": self.content_type.pk,
            "base_content_type": self.content_type.pk,
        }

    def add(self, entries: Iterable[tuple[Entry, Topic]]) -> None:
        """Add new questions as drafts; a dozen queries, however many there are."""
        pairs = list(entries)
        questions = self._add_questions([self._question(*pair) for pair in pairs])
        keys, rows, tagged = {}, {}, {}
        for question, (entry, _topic) in zip(questions, pairs, strict=True):
            rows[question], names = name_rows(entry.kind, entry.body, make=NewRow)
            tagged[question] = self._taggings(question, entry)
            keys[question.translation_key] = self._key(entry, names)
        self._add_rows(rows)
        QuestionTagging.objects.bulk_create(chain.from_iterable(tagged.values()))
        set_draft_keys(keys)
        self._add_references(questions)
        self._save_revisions(
            {
                question: self._said_of(question, rows[question], tagged[question])
                for question in questions
            }
        )
        self._finish(questions, "wagtail.create")

    def change(self, entries: Mapping[int, Entry]) -> None:
        """Save new revisions of questions of the bank, by id, as drafts."""
        questions = list(
            Question.objects.filter(pk__in=entries)
            .select_related("latest_revision")
            .prefetch_related("choices", "tagged_items")
            .order_by("pk")
        )
        before = read_keys([q.translation_key for q in questions], stage=KeyStage.DRAFT)
        keys, contents = {}, {}
        for question in questions:
            content, key = content_of(question), before.get(question.translation_key, {})
            held = entry_of(
                content, key, topic="", tags=self.tag_names, language=self.locale.language_code
            )
            entry = merged(held, entries[question.pk])
            content |= {name: str(getattr(entry, name)) for name in STORED_FIELDS}
            content["folded_stem"] = searched(entry.stem)
            content |= picture_values(entry.picture)
            content["choices"], names = self._choices_of(content, entry)
            content["tagged_items"] = self._tagged_of(content, entry)
            keys[question.translation_key] = self._key(entry, names, before=key)
            contents[question] = content
        set_draft_keys(keys)
        self._write_unpublished({q: c for q, c in contents.items() if not q.live})
        self._save_revisions(contents)
        self._finish(questions, "wagtail.edit")

    @cached_property
    def _said_of_all(self) -> dict[str, Any]:
        """What revisions say of every new question alike."""
        question = Question(author=self.user, use=self.use, locale=self.locale, live=False)
        return get_serializable_data_for_fields(question)

    def _question(self, entry: Entry, topic: Topic) -> NewQuestion:
        values = {name: str(getattr(entry, name)) for name in STORED_FIELDS}
        values |= {
            "difficulty": values["difficulty"] or Difficulty.EASY.value,
            "topic": topic.pk,
            "translation_key": uuid.uuid4(),
            "folded_stem": searched(entry.stem),
        }
        return NewQuestion(values | picture_values(entry.picture), use=self.use)

    def _add_questions(self, questions: list[NewQuestion]) -> list[NewQuestion]:
        """Add ``questions`` and return them, now with their ids."""
        added = insert_rows(
            Question,
            NEW_FIELDS,
            [[question.values[name] for name in NEW_FIELDS] for question in questions],
            {
                "author": self.user and self.user.pk,
                "use": self.use,
                "locale": self.locale.pk,
                "live": False,
            },
        )
        for question, pk in zip(questions, added, strict=True):
            question.pk = pk
        return questions

    def _add_rows(self, rows: Mapping[NewQuestion, list[NewRow]]) -> None:
        """Add the rows of new questions."""
        names = ("question", "translation_key", *OWN_ROW_FIELDS, *PICTURE_FIELDS)
        values = [
            (
                question.pk,
                row.translation_key,
                *(getattr(row, name) for name in OWN_ROW_FIELDS),
                *picture_values(row.pictured).values(),
            )
            for question, own in rows.items()
            for row in own
        ]
        added = insert_rows(Choice, names, values, {"locale": self.locale.pk})
        for row, pk in zip(chain.from_iterable(rows.values()), added, strict=True):
            row.pk = pk

    def _said_of(
        self, question: NewQuestion, rows: Sequence[NewRow], tagged: Sequence[QuestionTagging]
    ) -> dict[str, Any]:
        """Return a new question as revisions say it: the ``serializable_data`` of a Question."""
        return {
            **self._said_of_all,
            **question.values,
            "pk": question.pk,
            "translation_key": str(question.translation_key),
            "choices": [self._row_said(row, question.pk) for row in rows],
            "tagged_items": [
                {"pk": each.pk, "tag": each.tag_id, "content_object": question.pk}
                for each in tagged
            ],
        }

    def _row_said(self, row: NewRow | Choice, question_id: int) -> dict[str, Any]:
        """Return a row of a question as revisions say it."""
        return {
            "pk": row.pk,
            "sort_order": row.sort_order,
            "translation_key": str(row.translation_key),
            "locale": self.locale.pk,
            "question": question_id,
            "text": row.text,
            "is_item": row.is_item,
            "gap": row.gap,
            **picture_values(row.pictured),
        }

    def _taggings(self, question: NewQuestion, entry: Entry) -> list[QuestionTagging]:
        return [
            QuestionTagging(content_object_id=question.pk, tag=self.tags[tag])
            for tag in sorted(entry.folded_tags)
        ]

    def _tagged_of(self, content: Mapping[str, Any], entry: Entry) -> list[dict[str, Any]]:
        """Return the tags of ``entry`` as a revision says them; those it had keep their rows."""
        known = {each["tag"]: each["pk"] for each in content.get("tagged_items", ())}
        tags = [self.tags[tag].pk for tag in sorted(entry.folded_tags)]
        return [{"pk": known.get(tag), "tag": tag, "content_object": content["pk"]} for tag in tags]

    def _key(self, entry: Entry, names: list[uuid.UUID], *, before=None) -> Content:
        language = self.locale.language_code
        return content_of_key(entry.kind, entry.body, names, language=language, before=before)

    def _choices_of(self, content: Mapping[str, Any], entry: Entry):
        """Return the rows of ``entry`` as a revision says them, and their names.

        Known ones keep their names.
        """
        known = [
            Choice(
                pk=choice["pk"],
                text=choice["text"],
                is_item=choice.get("is_item", False),
                gap=choice.get("gap", 0),
                translation_key=choice["translation_key"],
                locale=self.locale,
                pictured=picture_said(choice),
            )
            for choice in content["choices"]
        ]
        make = partial(Choice, locale=self.locale)
        rows, names = name_rows(entry.kind, entry.body, make=make, known=known)
        choices = [self._row_said(row, content["pk"]) for row in rows]
        return choices, names

    def _write_unpublished(self, contents: Mapping[Question, dict[str, Any]]) -> None:
        """Write drafts that were never published into their own rows, as the form does."""
        changed, added, kept = [], [], set()
        for question, content in contents.items():
            for name in (*STORED_FIELDS, "folded_stem"):
                setattr(question, name, content[name])
            question.pictured = picture_said(content)
            rows = {row.pk: row for row in question.choices.all()}
            for choice in content["choices"]:
                row = rows.get(choice["pk"])
                if row is None:
                    row = Choice(locale=self.locale, question=question)
                    row.translation_key = choice["translation_key"]
                    added.append((row, choice))
                else:
                    changed.append(row)
                    kept.add(row.pk)
                for name in OWN_ROW_FIELDS:
                    setattr(row, name, choice[name])
                row.pictured = picture_said(choice)
        Choice.objects.filter(question__in=contents).exclude(pk__in=kept).delete()
        Choice.objects.bulk_update(changed, [*OWN_ROW_FIELDS, *PICTURE_FIELDS])
        Choice.objects.bulk_create([row for row, _choice in added])
        for row, choice in added:
            choice["pk"] = row.pk
        self._write_tags(contents)
        Question.objects.bulk_update(contents, [*STORED_FIELDS, "folded_stem", *PICTURE_FIELDS])

    def _write_tags(self, contents: Mapping[Question, dict[str, Any]]) -> None:
        """Write the tags of drafts that were never published into their own rows."""
        QuestionTagging.objects.filter(content_object__in=contents).delete()
        added = [
            (QuestionTagging(content_object=question, tag_id=each["tag"]), each)
            for question, content in contents.items()
            for each in content["tagged_items"]
        ]
        QuestionTagging.objects.bulk_create([row for row, _each in added])
        for row, each in added:
            each["pk"] = row.pk

    def _save_revisions(self, contents: Mapping[Question | NewQuestion, dict[str, Any]]) -> None:
        added = insert_rows(
            Revision,
            ("object_id", "content", "object_str"),
            [(str(question.pk), said, str(question)) for question, said in contents.items()],
            {**self._types, "created_at": self.now, "user": self.user and self.user.pk},
        )
        for question, pk in zip(contents, added, strict=True):
            question.latest_revision_id = pk
        # One statement: an update of each row by its own value takes as long as all the rest.
        own = Revision.objects.filter(
            pk__gte=min(added),
            base_content_type=self.content_type,
            object_id=Cast(OuterRef("pk"), CharField()),
        )
        Question.objects.filter(pk__in=[question.pk for question in contents]).update(
            latest_revision=Subquery(own.values("pk")[:1]), has_unpublished_changes=True
        )
        QuestionLife.objects.note(contents, user=self.user, now=self.now)

    def _add_references(self, questions: Iterable[NewQuestion]) -> None:
        """Say that each question uses its topic, so that the topic's usage page knows it."""
        insert_rows(
            ReferenceIndex,
            ("object_id", "to_object_id"),
            [(str(question.pk), str(question.values["topic"])) for question in questions],
            {
                **self._types,
                "to_content_type": ContentType.objects.get_for_model(Topic).pk,
                "model_path": "topic",
                "content_path": "topic",
                "content_path_hash": ReferenceIndex._get_content_path_hash("topic"),
            },
        )

    def _finish(self, questions: list[Question] | list[NewQuestion], action: str) -> None:
        """Log what was done, and remember which import did it."""
        insert_rows(
            ModelLogEntry,
            ("object_id", "label", "revision"),
            # Hides the text of contest questions.
            [(str(each.pk), str(each)[:255], each.latest_revision_id) for each in questions],
            {
                "content_type": self.content_type.pk,
                "action": action,
                "user": self.user and self.user.pk,
                "timestamp": self.now,
                "data": {"import": self.record.pk},
                "content_changed": True,
            },
        )
        insert_rows(
            QuestionImport.questions.through,
            ("question",),
            [(question.pk,) for question in questions],
            {"questionimport": self.record.pk},
        )
