"""Nothing goes live without another person's review of that content, by any path."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail_localize.models import TranslationSource

from goodnews.workflows.services.schedule import publish_due
from quizblocks.choices import KeyStage, QuestionState, Verdict
from quizblocks.errors import (
    ContentChangedError,
    OwnWorkError,
    ReasonMissingError,
    StepRefusedError,
    UnreviewedError,
)
from quizblocks.life.reviewing import (
    approve_question,
    pass_question,
    retire_question,
    return_question,
)
from quizblocks.models import Question, QuestionLife, QuestionReview
from quizblocks.services import create_question, read_keys
from tests.news.factories import NOW
from tests.quizblocks.factories import (
    answer_url,
    approve,
    digest_of_draft,
    make_draft,
    make_question,
    make_story_with_quiz,
)

from .people import BankCase

EDIT = "wagtailsnippets_quizblocks_question:edit"


def state(question) -> str:
    return QuestionLife.objects.get(question=question).state


class GateTests(BankCase):
    def setUp(self):
        self.draft = make_draft(self.topic, author=self.lan)

    def assert_not_live(self):
        self.draft.refresh_from_db()
        self.assertFalse(self.draft.live)
        self.assertFalse(Question.objects.for_practice().exists())

    def test_no_path_of_code_publishes_what_nobody_reviewed(self):
        def saved_live(question):
            question.live = True
            question.save()

        def born_live(question):
            create_question(
                topic=self.topic, stem="Không ai bảo đảm?", choices=[("a", True), ("b", False)]
            )

        def copied(question):
            copy = question.copy_for_translation(self.english)
            copy.live = True
            copy.save()

        paths = {
            "revision": lambda question: question.save_revision(user=self.minh).publish(),
            "live": saved_live,
            "born live": born_live,
            "translation": copied,
        }
        for name, path in paths.items():
            with self.subTest(name), self.assertRaises(UnreviewedError), transaction.atomic():
                path(Question.objects.get(pk=self.draft.pk))
        self.assert_not_live()

    def test_the_admin_and_its_publish_button_do_not_publish(self):
        from tests.quizblocks.life.forms import form_data

        url = reverse(EDIT, args=[self.draft.pk])
        for user in (self.lan, self.minh):
            self.client.force_login(user)
            self.assertNotContains(self.client.get(url), "action-publish")
            response = self.client.post(
                url,
                form_data(self.draft, right=1) | {"action-publish": "action-publish"},
                follow=True,
            )
            self.assertContains(response, "bản nháp")
            self.assert_not_live()

    def test_the_schedule_stops_at_the_gate_and_goes_on_with_the_rest(self):
        other = make_question(self.topic)
        for question in (self.draft, other):
            question.go_live_at = NOW
            revision = question.save_revision(user=self.lan)
            revision.approved_go_live_at = NOW
            revision.save(update_fields=["approved_go_live_at"])
        run = publish_due(now=NOW + timedelta(minutes=1))
        self.assertEqual((run.published_count, run.failed_count), (1, 1))
        self.draft.refresh_from_db()
        self.assertFalse(self.draft.live)

    def test_a_translation_waits_for_its_own_review_and_its_live_text_stays(self):
        question = make_question(self.topic)
        source, _ = TranslationSource.get_or_create_from_instance(question)
        with self.assertRaises(UnreviewedError), self.captureOnCommitCallbacks(execute=True):
            source.create_or_update_translation(
                self.english, user=self.hoa, publish=True, fallback=True
            )
        source.create_or_update_translation(
            self.english, user=self.hoa, publish=False, fallback=True
        )
        translated = question.get_translation(self.english)
        self.assertFalse(translated.live)
        approve(translated, by=self.lan)
        self.assertTrue(translated.live)

    def test_a_save_that_shows_nothing_new_passes_and_another_word_does_not(self):
        question = make_question(self.topic)
        QuestionReview.objects.all().delete()
        question.save()
        question.stem = "Câu này đã bị ai đó đổi lời?"
        with self.assertRaises(UnreviewedError):
            question.save()


class ReviewTests(BankCase):
    def setUp(self):
        self.draft = make_draft(self.topic, author=self.lan)
        self.digest = digest_of_draft(self.draft)

    def take(self, step, user, **values):
        step(question=self.draft, user=user, now=NOW, **({"digest": self.digest} | values))

    def test_from_draft_to_approved_with_the_key(self):
        self.assertEqual(state(self.draft), QuestionState.DRAFT)
        self.take(pass_question, self.minh)
        self.assertEqual(state(self.draft), QuestionState.REVIEWED)
        self.assertFalse(read_keys([self.draft.translation_key], stage=KeyStage.LIVE))
        self.take(approve_question, self.minh)
        self.draft.refresh_from_db()
        self.assertTrue(self.draft.live)
        self.assertEqual(state(self.draft), QuestionState.APPROVED)
        self.assertTrue(read_keys([self.draft.translation_key], stage=KeyStage.LIVE))
        self.assertTrue(Question.objects.for_practice().filter(pk=self.draft.pk).exists())
        actions = ModelLogEntry.objects.for_instance(self.draft).values_list("action", "user")
        self.assertLessEqual(
            {("quizblocks.passed", self.minh.pk), ("quizblocks.approved", self.minh.pk)},
            set(actions),
        )

    def test_nobody_judges_their_own_text_or_key(self):
        for step in (pass_question, approve_question):
            with self.assertRaises(OwnWorkError):
                self.take(step, self.lan)
        with self.assertRaises(OwnWorkError):
            self.take(return_question, self.lan, reason="x")
        # Saving it unchanged makes nobody its author, and nobody free of it.
        Question.objects.get(pk=self.draft.pk).save_revision(user=self.minh)
        with self.assertRaises(OwnWorkError):
            self.take(approve_question, self.lan)
        self.take(approve_question, self.minh)

    def test_who_changed_the_key_alone_does_not_judge_it(self):
        from tests.quizblocks.life.forms import form_data

        self.client.force_login(self.minh)
        self.client.post(reverse(EDIT, args=[self.draft.pk]), form_data(self.draft, right=0))
        life = QuestionLife.objects.get(question=self.draft)
        self.assertEqual((life.text_by, life.key_by), (self.lan, self.minh))
        for user in (self.lan, self.minh):
            with self.assertRaises(OwnWorkError):
                self.take(approve_question, user, digest=life.digest)

    def test_the_database_knows_it_too(self):
        for own in ({"text_by": self.lan}, {"key_by": self.lan}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                QuestionReview.objects.create(
                    question=self.draft,
                    verdict=Verdict.APPROVED,
                    digest=self.digest,
                    reviewer=self.lan,
                    decided_at=NOW,
                    **own,
                )

    def test_a_translator_and_an_editor_take_no_step(self):
        for step in (pass_question, approve_question):
            with self.assertRaises(StepRefusedError):
                self.take(step, self.hoa)

    def test_a_review_is_bound_to_the_content_that_was_seen(self):
        question = Question.objects.get(pk=self.draft.pk)
        question.stem += " (Sửa)"
        question.save_revision(user=self.lan)
        for step in (pass_question, approve_question):
            with self.assertRaises(ContentChangedError):
                self.take(step, self.minh)

    def test_an_edit_makes_it_a_draft_again_while_the_approved_version_stays(self):
        self.take(approve_question, self.minh)
        question = Question.objects.get(pk=self.draft.pk)
        question.stem = "Mật khẩu mạnh nên dài bao nhiêu?"
        question.save_revision(user=self.lan)
        self.assertEqual(state(question), QuestionState.DRAFT)
        question.refresh_from_db()
        self.assertTrue(question.live)
        self.assertEqual(question.stem, self.draft.stem)
        with self.assertRaises(UnreviewedError):
            question.latest_revision.publish(user=self.minh)
        approve(question, by=self.minh)
        self.assertEqual(question.stem, "Mật khẩu mạnh nên dài bao nhiêu?")

    def test_what_is_sent_back_says_why_and_waits_for_its_author(self):
        with self.assertRaises(ReasonMissingError):
            self.take(return_question, self.minh, reason=" ")
        self.take(return_question, self.minh, reason="Thiếu căn cứ pháp luật.")
        self.assertEqual(state(self.draft), QuestionState.RETURNED)
        self.assertFalse(QuestionLife.objects.waiting_for(self.minh).exists())
        self.client.force_login(self.lan)
        url = reverse(EDIT, args=[self.draft.pk])
        self.assertContains(self.client.get(url), "Thiếu căn cứ pháp luật.")
        question = Question.objects.get(pk=self.draft.pk)
        question.source = "Luật An ninh mạng, Điều 8"
        question.save_revision(user=self.lan)
        self.assertEqual(state(question), QuestionState.DRAFT)
        self.assertTrue(QuestionLife.objects.waiting_for(self.minh).exists())
        self.assertFalse(QuestionLife.objects.waiting_for(self.lan).exists())

    def test_a_key_that_does_not_fit_is_not_approved(self):
        from quizblocks.services import set_draft_keys

        set_draft_keys({self.draft.translation_key: {}})
        Question.objects.get(pk=self.draft.pk).save_revision(user=self.lan)
        with self.assertRaises(StepRefusedError):
            self.take(approve_question, self.minh, digest=digest_of_draft(self.draft))
        self.assertFalse(QuestionReview.objects.exists())


class RetiringTests(BankCase):
    def test_a_retired_question_leaves_the_quiz_and_comes_back_through_a_review(self):
        question = make_question(self.topic)
        story = make_story_with_quiz(question, make_question(self.topic, "Câu thứ hai hỏi gì?"))
        self.assertContains(self.client.get(story.url), question.stem)
        with self.assertRaises(ReasonMissingError):
            retire_question(question=question, user=self.minh, reason="", now=NOW)
        with self.captureOnCommitCallbacks(execute=True):
            retire_question(question=question, user=self.minh, reason="Luật đã đổi.", now=NOW)
        self.assertNotContains(self.client.get(story.url), question.stem)
        data = {"shown": question.pk, f"q{question.pk}": question.choices.first().pk}
        self.assertEqual(self.client.post(answer_url(story), data).status_code, 400)
        self.assertEqual(state(question), QuestionState.RETIRED)
        question.refresh_from_db()
        question.live = True
        with self.assertRaises(UnreviewedError):
            question.save()
        approve(question, by=self.minh)
        self.assertTrue(Question.objects.for_practice().filter(pk=question.pk).exists())

    def test_all_languages_are_retired_together(self):
        from quizblocks.services import translate_question

        question = make_question(self.topic)
        translated = translate_question(
            question=question,
            locale=self.english,
            stem="What first?",
            choices=["Open", "Ask", "Share"],
            vouched_by="tests",
        )
        retire_question(question=question, user=self.minh, reason="Cũ.", now=NOW)
        translated.refresh_from_db()
        self.assertFalse(translated.live)
        self.assertEqual(state(translated), QuestionState.RETIRED)
