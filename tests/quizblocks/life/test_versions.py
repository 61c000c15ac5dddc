"""Every published change is a version, and answers are counted by it."""

from datetime import date
from importlib import import_module

from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from quizblocks.choices import QuestionState
from quizblocks.key_contents import right_of
from quizblocks.life.versions import (
    current_versions,
    frozen_version,
    version_content,
    version_key,
)
from quizblocks.models import (
    Question,
    QuestionLife,
    QuestionReview,
    QuestionTally,
    QuestionVersion,
    VersionKey,
)
from tests.quizblocks.counting import count_answers
from tests.quizblocks.factories import BLOCK_ID, approve, make_draft, make_question
from tests.quizblocks.test_tallies import marked_answers

from .forms import form_data
from .people import BankCase

EDIT = "wagtailsnippets_quizblocks_question:edit"
VERSIONS = "wagtailsnippets_quizblocks_question:versions"
DAY = date(2026, 11, 21)


class VersionTests(BankCase):
    def setUp(self):
        self.question = make_draft(self.topic, author=self.lan)
        self.key = self.question.translation_key

    def edit(self, *, right: int, **values):
        self.client.force_login(self.lan)
        self.client.post(
            reverse(EDIT, args=[self.question.pk]), form_data(self.question, right=right, **values)
        )

    def test_each_published_change_is_frozen_with_its_key(self):
        with self.assertRaises(QuestionVersion.DoesNotExist):
            frozen_version(self.key)
        approve(self.question, by=self.minh)
        first = frozen_version(self.key)
        self.assertEqual(
            (first.number, first.changed_by, first.approved_by), (1, self.lan, self.minh)
        )
        self.edit(right=0, explanation="Vì lẽ khác.")
        self.assertEqual(current_versions([self.key]), {self.key: 1})
        approve(self.question, by=self.minh)
        second = frozen_version(self.key)
        self.assertEqual((second.number, second.changes), (2, ["explanation", "key"]))
        names = [choice.translation_key for choice in self.question.choices.all()]
        self.assertEqual(right_of(version_key(self.key, 1)), {names[1]})
        self.assertEqual(right_of(version_key(self.key, 2)), {names[0]})
        said = version_content(self.key, 1)["vi"]
        self.assertEqual(said["explanation"], "Tài khoản của bạn có thể đã bị chiếm.")
        self.assertEqual(len(said["choices"]), 3)

    def test_the_key_is_not_reached_from_the_version_and_the_number_is_given_once(self):
        approve(self.question, by=self.minh)
        version = frozen_version(self.key)
        related = {field.related_model for field in QuestionVersion._meta.get_fields()}
        self.assertNotIn(VersionKey, related)
        self.assertNotIn("right", str(version.content))
        with self.assertRaises(IntegrityError), transaction.atomic():
            QuestionVersion.objects.create(question_key=self.key, number=1, made_at=version.made_at)

    def test_counts_before_and_after_a_change_are_told_apart(self):
        question = make_question(self.topic)
        for source in ("Luật mới", "Luật mới hơn"):
            count_answers(
                page_id=7,
                block_id=BLOCK_ID,
                marked=marked_answers(question, right=True),
                day=DAY,
            )
            question.source = source
            question.save_revision(user=self.lan)
            approve(question, by=self.minh)
        counts = QuestionTally.objects.filter(right_count=1).values_list("version", "answer_count")
        self.assertEqual(set(counts), {(1, 1), (2, 1)})

    def test_the_history_shows_differences_and_the_key_to_its_keepers_alone(self):
        approve(self.question, by=self.minh)
        self.edit(right=0, explanation="Vì lẽ khác.")
        approve(self.question, by=self.minh)
        url = reverse(VERSIONS, args=[self.question.pk])
        for user, sees in ((self.minh, True), (self.hoa, False)):
            self.client.force_login(user)
            response = self.client.get(url)
            self.assertContains(response, "Vì lẽ khác.")
            html = response.content.decode()
            self.assertEqual("bank-import__right" in html, sees)
            self.assertEqual("Đáp án</strong>" in html, sees)


class MigrationTests(BankCase):
    """The migrations' own functions, run on today's models."""

    def test_questions_of_before_count_as_approved_and_are_version_1(self):
        live, draft = make_question(self.topic), make_draft(self.topic, author=self.lan)
        changed = make_question(self.topic, "Câu này đã có bản nháp mới?")
        changed.stem = "Câu này có lời mới chưa duyệt?"
        revision = changed.save_revision(user=self.lan)
        before = {
            life.pk: (life.text_digest, life.key_digest) for life in QuestionLife.objects.all()
        }
        frozen = dict(QuestionVersion.objects.values_list("question_key", "content"))
        migration = import_module("quizblocks.migrations.0009_questions_begin_their_life")
        migration.end(apps, None)
        self.assertFalse(QuestionReview.objects.exists())
        migration.begin(apps, None)
        after = {
            life.pk: (life.text_digest, life.key_digest) for life in QuestionLife.objects.all()
        }
        self.assertEqual(after, before)
        self.assertEqual(
            dict(QuestionVersion.objects.values_list("question_key", "content")), frozen
        )
        states = {
            question.pk: QuestionLife.objects.get(question=question).state
            for question in (live, draft, changed)
        }
        self.assertEqual(states[live.pk], QuestionState.APPROVED)
        self.assertEqual({states[draft.pk], states[changed.pk]}, {QuestionState.DRAFT})
        self.assertEqual(QuestionLife.objects.get(question=changed).text_by, self.lan)
        self.assertEqual(revision.user, self.lan)
        Question.objects.get(pk=live.pk).save()
        self.assertTrue(version_key(live.translation_key, 1))

    def test_undoing_adds_the_counts_of_all_versions_up(self):
        place = {
            "page_id": 7,
            "block_id": BLOCK_ID,
            "question_key": BLOCK_ID,
            "choice_key": BLOCK_ID,
            "day": DAY,
        }
        for version in (1, 2, 3):
            QuestionTally.objects.create(
                **place, version=version, answer_count=5, right_count=version
            )
        migration = import_module("quizblocks.migrations.0008_life_of_questions")
        migration.add_versions_up(apps, None)
        tally = QuestionTally.objects.get()
        self.assertEqual((tally.version, tally.answer_count, tally.right_count), (1, 15, 6))
