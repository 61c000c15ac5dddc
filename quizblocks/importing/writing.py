"""Many questions written at once, with all that the bank's own form writes beside them.

Source: wagtail.actions.create.CreateAction, wagtail.actions.edit.EditAction and
wagtail.models.ReferenceIndex.create_or_update_for_object, Wagtail 8.0.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import Locale, ModelLogEntry, ReferenceIndex, Revision

from goodnews.core.folding import fold
from quizblocks.choices import Difficulty, QuestionUse
from quizblocks.key_contents import right_content
from quizblocks.models import Choice, Question, QuestionImport, Topic
from quizblocks.services import set_draft_keys

from .entries import Entry
from .held import STORED_FIELDS, content_of, entry_of, merged, right_choices


class Writer:
    """Writes the questions of one import, inside the caller's transaction."""

    def __init__(
        self, *, locale: Locale, use: QuestionUse, user, now: datetime, record: QuestionImport
    ):
        self.locale = locale
        self.use = use
        self.user = user
        self.now = now
        self.record = record
        self.content_type = ContentType.objects.get_for_model(Question)

    def add(self, entries: Iterable[tuple[Entry, Topic]]) -> None:
        """Add new questions as drafts; a dozen queries, however many there are."""
        pairs = list(entries)
        questions = Question.objects.bulk_create(
            [self._question(entry, topic) for entry, topic in pairs]
        )
        keys, choices = {}, []
        for question, (entry, _topic) in zip(questions, pairs, strict=True):
            rows = [self._choice(text, number) for number, (text, _) in enumerate(entry.choices)]
            question.choices.set(rows)
            choices += rows
            keys[question.translation_key] = right_content(
                [
                    row.translation_key
                    for row, (_text, is_right) in zip(rows, entry.choices, strict=True)
                    if is_right
                ]
            )
        Choice.objects.bulk_create(choices)
        set_draft_keys(keys)
        self._add_references(questions)
        self._save_revisions({question: question.serializable_data() for question in questions})
        self._finish(questions, "wagtail.create")

    def change(self, entries: Mapping[int, Entry]) -> None:
        """Save new revisions of questions of the bank, by id, as drafts."""
        questions = list(
            Question.objects.filter(pk__in=entries)
            .select_related("latest_revision")
            .prefetch_related("choices")
            .order_by("pk")
        )
        right_before = right_choices([question.translation_key for question in questions])
        keys, contents = {}, {}
        for question in questions:
            content = content_of(question)
            before = right_before.get(question.translation_key, frozenset())
            held = entry_of(content, before, topic="")
            entry = merged(held, entries[question.pk])
            content |= {name: str(getattr(entry, name)) for name in STORED_FIELDS}
            content["folded_stem"] = fold(entry.stem)
            content["choices"] = self._choices_of(content, entry)
            keys[question.translation_key] = right_content(
                [
                    choice["translation_key"]
                    for choice, (_, is_right) in zip(content["choices"], entry.choices, strict=True)
                    if is_right
                ]
            )
            contents[question] = content
        set_draft_keys(keys)
        self._write_unpublished({q: c for q, c in contents.items() if not q.live})
        self._save_revisions(contents)
        self._finish(questions, "wagtail.edit")

    def _question(self, entry: Entry, topic: Topic) -> Question:
        values = {name: getattr(entry, name) for name in STORED_FIELDS}
        values["difficulty"] = entry.difficulty or Difficulty.EASY
        return Question(
            **values,
            topic=topic,
            use=self.use,
            locale=self.locale,
            live=False,
            folded_stem=fold(entry.stem),
        )

    def _choice(self, text: str, number: int) -> Choice:
        return Choice(text=text, locale=self.locale, sort_order=number)

    def _choices_of(self, content: Mapping[str, Any], entry: Entry) -> list[dict[str, Any]]:
        """Return the choices of ``entry`` as a revision says them; known ones keep their names."""
        known = {fold(choice["text"]): choice for choice in content["choices"]}
        choices = []
        for number, (text, _is_right) in enumerate(entry.choices):
            choice = known.pop(fold(text), None) or {
                "pk": None,
                "translation_key": str(uuid.uuid4()),
                "locale": self.locale.pk,
                "question": content["pk"],
            }
            choices.append({**choice, "text": text, "sort_order": number})
        return choices

    def _write_unpublished(self, contents: Mapping[Question, dict[str, Any]]) -> None:
        """Write drafts that were never published into their own rows, as the form does."""
        changed, added, kept = [], [], set()
        for question, content in contents.items():
            for name in (*STORED_FIELDS, "folded_stem"):
                setattr(question, name, content[name])
            rows = {row.pk: row for row in question.choices.all()}
            for choice in content["choices"]:
                row = rows.get(choice["pk"])
                if row is None:
                    row = self._choice(choice["text"], choice["sort_order"])
                    row.question, row.translation_key = question, choice["translation_key"]
                    added.append((row, choice))
                else:
                    row.text, row.sort_order = choice["text"], choice["sort_order"]
                    changed.append(row)
                    kept.add(row.pk)
        Choice.objects.filter(question__in=contents).exclude(pk__in=kept).delete()
        Choice.objects.bulk_update(changed, ["text", "sort_order"])
        Choice.objects.bulk_create([row for row, _choice in added])
        for row, choice in added:
            choice["pk"] = row.pk
        Question.objects.bulk_update(contents, [*STORED_FIELDS, "folded_stem"])

    def _save_revisions(self, contents: Mapping[Question, dict[str, Any]]) -> None:
        revisions = Revision.objects.bulk_create(
            Revision(
                content_type=self.content_type,
                base_content_type=self.content_type,
                object_id=str(question.pk),
                created_at=self.now,
                user=self.user,
                content=content,
                object_str=str(question),
            )
            for question, content in contents.items()
        )
        for question, revision in zip(contents, revisions, strict=True):
            question.latest_revision = revision
        # One statement: an update of each row by its own value takes as long as all the rest.
        own = Revision.objects.filter(
            pk__gte=min(revision.pk for revision in revisions),
            base_content_type=self.content_type,
            object_id=Cast(OuterRef("pk"), CharField()),
        )
        Question.objects.filter(pk__in=[question.pk for question in contents]).update(
            latest_revision=Subquery(own.values("pk")[:1]), has_unpublished_changes=True
        )

    def _add_references(self, questions: Iterable[Question]) -> None:
        """Say that each question uses its topic, so that the topic's usage page knows it."""
        topic_type = ContentType.objects.get_for_model(Topic)
        ReferenceIndex.objects.bulk_create(
            ReferenceIndex(
                content_type=self.content_type,
                base_content_type=self.content_type,
                object_id=str(question.pk),
                to_content_type=topic_type,
                to_object_id=str(question.topic_id),
                model_path="topic",
                content_path="topic",
                content_path_hash=ReferenceIndex._get_content_path_hash("topic"),
            )
            for question in questions
        )

    def _finish(self, questions: list[Question], action: str) -> None:
        """Log what was done, and remember which import did it."""
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=self.content_type,
                object_id=str(question.pk),
                # Hides the text of contest questions.
                label=str(question)[:255],
                action=action,
                user=self.user,
                timestamp=self.now,
                data={"import": self.record.pk},
                content_changed=True,
                revision=question.latest_revision,
            )
            for question in questions
        )
        through = QuestionImport.questions.through
        through.objects.bulk_create(
            through(questionimport=self.record, question=question) for question in questions
        )
