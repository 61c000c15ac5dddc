"""Annulling with a reason, correcting a key, and the lock of a running contest."""

from unittest import mock

from django.db import IntegrityError, transaction
from django.urls import reverse

from quizblocks import rescoring, usage
from quizblocks.choices import AnnulmentKind, QuestionState, QuestionUse
from quizblocks.errors import (
    OwnWorkError,
    QuestionLockedError,
    ReasonMissingError,
    StepRefusedError,
)
from quizblocks.life.annulments import (
    annulment_sentence,
    ask_annulment,
    confirm_annulment,
    effect_sentence,
)
from quizblocks.life.reviewing import retire_question
from quizblocks.models import (
    Annulment,
    Question,
    QuestionLife,
    QuestionTally,
)
from quizblocks.rescoring import Rescored
from quizblocks.services import set_draft_keys
from quizblocks.usage import Use
from tests.news.factories import NOW
from tests.quizblocks.counting import count_answers
from tests.quizblocks.factories import (
    BLOCK_ID,
    approve,
    make_question,
    make_story_with_quiz,
)
from tests.quizblocks.test_tallies import DAY, marked_answers

from .forms import form_data
from .people import BankCase

SPACE = "wagtailsnippets_quizblocks_question"


class FakeContests:
    """A room of contests: uses every question of ``keys``, and marks 1,204 papers again."""

    def __init__(self, *keys, is_running=False):
        self.keys, self.is_running, self.events = keys, is_running, []

    def uses_of(self, question_keys):
        return [
            Use(key, "Tuần 3: Luật Thanh niên", is_running=self.is_running)
            for key in question_keys
            if key in self.keys
        ]

    def rescore(self, event):
        self.events.append(event)
        return Rescored(contest_count=2, response_count=1204)


class AnnulmentCase(BankCase):
    def setUp(self):
        self.question = make_question(self.topic)
        self.key = self.question.translation_key

    def contests(self, *, is_running=False) -> FakeContests:
        fake = FakeContests(self.key, is_running=is_running)
        for target in (
            mock.patch.object(usage, "_users", [fake]),
            mock.patch.object(rescoring, "_rescorers", [fake]),
        ):
            target.start()
            self.addCleanup(target.stop)
        return fake

    def ask(self, user=None, **values):
        values = {
            "kind": AnnulmentKind.ANNUL,
            "reason": "Hai phương án đều đúng.",
            "first_version": 1,
        } | values
        return ask_annulment(question=self.question, user=user or self.lan, now=NOW, **values)


class AnnulTests(AnnulmentCase):
    def test_it_leaves_every_quiz_at_once_and_its_counts_count_no_longer(self):
        other = make_question(self.topic, "Câu thứ hai hỏi gì?")
        story = make_story_with_quiz(self.question, other)
        count_answers(
            page_id=story.pk,
            block_id=BLOCK_ID,
            marked=marked_answers(self.question, other, right=True),
            day=DAY,
        )
        with self.assertRaises(ReasonMissingError):
            self.ask(reason=" ")
        with self.captureOnCommitCallbacks(execute=True):
            annulment = self.ask()
        self.assertNotContains(self.client.get(story.url), self.question.stem)
        self.assertEqual(QuestionTally.objects.count(), 4)
        counted = QuestionTally.objects.counted()
        self.assertEqual(
            set(counted.values_list("question_key", flat=True)), {other.translation_key}
        )
        self.assertEqual(
            QuestionLife.objects.get(question=self.question).state, QuestionState.ANNULLED
        )
        self.assertIn("Hai phương án đều đúng.", annulment_sentence(annulment))
        self.assertEqual(effect_sentence(annulment), "")
        # Written anew and approved, its answers count again.
        self.question.refresh_from_db()
        self.question.stem = "Khi nhận đường dẫn lạ, em nên làm gì trước tiên?"
        self.question.save_revision(user=self.lan)
        approve(self.question, by=self.minh)
        count_answers(
            page_id=story.pk,
            block_id=BLOCK_ID,
            marked=marked_answers(self.question, right=True),
            day=DAY,
        )
        self.assertTrue(QuestionTally.objects.counted().filter(version=2).exists())

    def test_a_contest_s_question_needs_a_second_person_and_is_marked_again(self):
        fake = self.contests()
        annulment = self.ask()
        self.assertIsNone(annulment.in_force_at)
        self.question.refresh_from_db()
        self.assertTrue(self.question.live)
        with self.assertRaises(OwnWorkError):
            confirm_annulment(annulment=annulment, user=self.lan, now=NOW)
        with self.assertRaises(StepRefusedError):
            confirm_annulment(annulment=annulment, user=self.hoa, now=NOW)
        done = confirm_annulment(annulment=annulment, user=self.minh, now=NOW)
        self.question.refresh_from_db()
        self.assertFalse(self.question.live)
        (event,) = fake.events
        self.assertEqual(
            (event.question_key, event.kind, event.first_version, event.last_version),
            (self.key, AnnulmentKind.ANNUL, 1, 1),
        )
        self.assertEqual((done.contest_count, done.response_count), (2, 1204))
        with self.assertRaises(StepRefusedError):
            confirm_annulment(annulment=annulment, user=self.minh, now=NOW)

    def test_a_rescorer_that_fails_leaves_everything_as_it_was(self):
        fake = self.contests()
        annulment = self.ask()
        with (
            mock.patch.object(fake, "rescore", side_effect=RuntimeError),
            self.assertRaises(RuntimeError),
        ):
            confirm_annulment(annulment=annulment, user=self.minh, now=NOW)
        self.question.refresh_from_db()
        annulment.refresh_from_db()
        self.assertTrue(self.question.live)
        self.assertIsNone(annulment.in_force_at)

    def test_the_database_asks_for_two_different_people(self):
        self.contests()
        annulment = self.ask()
        for values in ({"in_force_at": NOW}, {"in_force_at": NOW, "confirmed_by": self.lan}):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Annulment.objects.filter(pk=annulment.pk).update(**values)

    def test_the_page_asks_confirms_and_says_what_was_marked_again(self):
        self.contests()
        url = reverse(f"{SPACE}:annul", args=[self.question.pk])
        self.client.force_login(self.lan)
        data = {"kind": "annul", "first_version": "1", "reason": "Sai luật."}
        self.assertContains(self.client.post(url, data | {"reason": ""}), "Hủy câu")
        self.client.post(url, data)
        annulment = Annulment.objects.get()
        decide = {"do": "confirm", "annulment": annulment.pk}
        own = self.client.post(url, decide, follow=True)
        self.assertContains(own, "người khác")
        self.client.force_login(self.minh)
        done = self.client.post(url, decide, follow=True)
        self.assertContains(done, "2 cuộc thi, 1.204 bài được chấm lại")
        self.client.force_login(self.hoa)
        self.assertNotEqual(self.client.get(url).status_code, 200)


class LockTests(AnnulmentCase):
    def test_a_running_contest_s_question_is_locked_on_every_path(self):
        draft = Question.objects.get(pk=self.question.pk)
        draft.explanation = "Lời mới"
        revision = draft.save_revision(user=self.lan)
        self.contests(is_running=True)
        question = Question.objects.get(pk=self.question.pk)
        paths = {
            "edit": lambda: question.save_revision(user=self.lan),
            "save": question.save,
            "unpublish": question.unpublish,
            "publish": revision.publish,
            "approve": lambda: approve(question, by=self.minh),
            "retire": lambda: retire_question(
                question=question, user=self.minh, reason="x", now=NOW
            ),
            "delete": question.delete,
            "bulk delete": Question.objects.filter(pk=question.pk).delete,
            "key": lambda: set_draft_keys({self.key: {}}),
        }
        for name, path in paths.items():
            with (
                self.subTest(name),
                self.assertRaisesMessage(QuestionLockedError, "Tuần 3: Luật Thanh niên"),
                transaction.atomic(),
            ):
                path()
        question.refresh_from_db()
        self.assertTrue(question.live)

    def test_the_form_of_a_locked_question_says_so_and_has_no_button_to_save(self):
        self.client.force_login(self.lan)
        url = reverse(f"{SPACE}:edit", args=[self.question.pk])
        free = self.client.get(url)
        self.assertContains(free, "Lưu nháp")
        self.assertContains(free, "Dùng 0 lần")
        self.contests(is_running=True)
        locked = self.client.get(url)
        self.assertContains(locked, "content-locked")
        self.assertContains(locked, "hãy hủy câu hoặc sửa đáp án")
        self.assertContains(locked, reverse(f"{SPACE}:annul", args=[self.question.pk]))
        self.assertNotContains(locked, "Lưu nháp")
        self.assertNotContains(locked, "data-w-autosave-interval-value")
        self.assertNotContains(locked, "Dùng 0 lần")
        self.ask(user=self.minh, kind=AnnulmentKind.CORRECTION, reason="Đáp án đúng là A.")
        self.assertContains(self.client.get(url), "Lưu nháp")

    def test_the_form_names_the_contest_and_keeps_what_was_typed(self):
        self.contests(is_running=True)
        self.client.force_login(self.lan)
        url = reverse(f"{SPACE}:edit", args=[self.question.pk])
        self.assertContains(self.client.get(url), "Tuần 3: Luật Thanh niên")
        response = self.client.post(url, form_data(self.question, right=0, explanation="Chữ đã gõ"))
        self.assertContains(response, "Chữ đã gõ")
        self.assertContains(response, "Tuần 3: Luật Thanh niên")

    def test_a_correction_opens_the_draft_and_marks_again_once_it_is_approved(self):
        fake = self.contests(is_running=True)
        self.ask(user=self.minh, kind=AnnulmentKind.CORRECTION, reason="Đáp án đúng là A.")
        self.client.force_login(self.lan)
        url = reverse(f"{SPACE}:edit", args=[self.question.pk])
        self.client.post(url, form_data(self.question, right=1, explanation="Chỉ đổi lời."))
        with self.assertRaises(StepRefusedError):
            approve(self.question, by=self.third)
        self.client.post(url, form_data(self.question, right=0))
        self.assertEqual(fake.events, [])
        with self.assertRaises(OwnWorkError):
            approve(self.question, by=self.minh)
        approve(self.question, by=self.third)
        (event,) = fake.events
        self.assertEqual(
            (event.kind, event.last_version, event.corrected_version),
            (AnnulmentKind.CORRECTION, 1, 2),
        )
        annulment = Annulment.objects.get()
        self.assertEqual((annulment.confirmed_by, annulment.contest_count), (self.third, 2))
        with self.assertRaises(QuestionLockedError):
            Question.objects.get(pk=self.question.pk).save_revision(user=self.lan)

    def test_an_import_changes_no_locked_question(self):
        from quizblocks.importing.plans import plan_import
        from quizblocks.importing.services import run_import
        from tests.quizblocks.importing.factories import choices, make_item, rows

        self.contests(is_running=True)
        item = make_item(self.question.stem, topic=self.topic.name, choices=choices("*a", "b"))
        with self.assertRaises(QuestionLockedError):
            run_import(
                rows=rows(item),
                topic="",
                use=QuestionUse.PRACTICE,
                name="x",
                expected=plan_import(rows=rows(item)).digest,
                user=self.lan,
                now=NOW,
            )
