"""Questions of a file meet the bank."""

from dataclasses import replace
from fractions import Fraction
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from quizblocks.bodies import body_of
from quizblocks.choices import KeyStage, QuestionKind, QuestionUse
from quizblocks.formats.items import Item, ItemChoice, ItemKind, ItemNumber
from quizblocks.importing.plans import RowState, plan_import
from quizblocks.importing.services import run_import
from quizblocks.importing.writing import Writer
from quizblocks.models import AnswerKey, Choice, Question, QuestionImport, QuestionTag, Topic
from quizblocks.services import read_keys
from tests.accounts.factories import make_user
from tests.quizblocks.factories import approve, make_question, make_topic, right_texts
from tests.workflows.factories import NOW

from .factories import (
    ORDER,
    PAIRS,
    TOPIC,
    choices,
    import_items,
    make_item,
    rows,
    states,
    true_false,
)


def items_of_kinds() -> list[Item]:
    """Return a question of each kind that has no choices to pick."""
    numbers = (
        ItemNumber(Fraction(12), Fraction(14), feedback="Đúng."),
        ItemNumber(Fraction(8), Fraction(8), Fraction(1, 2)),
    )
    texts = (ItemChoice("Bác *", Fraction(1)), ItemChoice("Người", Fraction(1, 2)))
    return [
        make_item("Dài mấy ký tự?", kind=ItemKind.NUMERIC, choices=(), numbers=numbers),
        make_item("Ai viết tập thơ này?", kind=ItemKind.SHORT_ANSWER, choices=texts),
        make_item("Xếp lại cho đúng.", **ORDER),
        make_item("Nối cho đúng.", kind=ItemKind.MATCHING, choices=(), pairs=PAIRS),
    ]


def body_now(question):
    """Return what ``question`` asks and what is right, as it was last saved."""
    question = question.get_latest_revision_as_object()
    key = read_keys([question.translation_key], stage=KeyStage.DRAFT)
    content = key[question.translation_key]
    return body_of(question.kind, question.choices.all(), content, language="vi")


class RunTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.user = make_user("organiser", role=Role.ORGANISER)
        cls.second = make_user("second", role=Role.ORGANISER)

    def run_items(self, *items, **values):
        return import_items(*items, user=self.user, **values)

    def test_a_new_question_is_a_draft_with_its_key_as_the_form_would_save_it(self):
        outcome = self.run_items(make_item(explanation="Vì vậy.", difficulty="medium"))
        question = Question.objects.get()
        self.assertFalse(question.live)
        self.assertTrue(question.has_unpublished_changes)
        self.assertEqual((question.difficulty, question.use), ("medium", "practice"))
        self.assertEqual(question.topic.name, TOPIC)
        self.assertEqual(right_texts(question, KeyStage.DRAFT), {"Hỏi lại bạn bằng kênh khác"})
        self.assertFalse(AnswerKey.objects.live().exists())
        revision = question.latest_revision
        self.assertEqual((revision.user, revision.created_at), (self.user, NOW))
        self.assertNotIn("is_right", str(revision.content))
        log = ModelLogEntry.objects.for_instance(question).get()
        self.assertEqual(
            (log.action, log.user, log.revision), ("wagtail.create", self.user, revision)
        )
        self.assertEqual(list(outcome.record.questions.all()), [question])
        self.assertEqual(ReferenceIndex.get_references_to(question.topic).count(), 1)

    def test_publishing_it_makes_the_key_valid(self):
        self.run_items(make_item())
        question = Question.objects.get()
        approve(question, by=self.second)
        self.assertEqual(right_texts(question, KeyStage.LIVE), {"Hỏi lại bạn bằng kênh khác"})
        self.assertTrue(Question.objects.for_practice().exists())

    def test_the_references_are_those_that_wagtail_would_write(self):
        self.run_items(make_item())
        question = Question.objects.get()
        before = set(ReferenceIndex.objects.values_list("pk", flat=True))
        ReferenceIndex.create_or_update_for_object(question)
        self.assertEqual(set(ReferenceIndex.objects.values_list("pk", flat=True)), before)

    def test_all_kinds_keep_their_key(self):
        self.run_items(
            make_item(
                "Những việc nào là an toàn?",
                kind=ItemKind.SEVERAL,
                choices=choices("*a", "*b", "c"),
            ),
            true_false("Mật khẩu nên dễ đoán.", is_true=False),
        )
        kinds = {
            question.kind: right_texts(question, KeyStage.DRAFT)
            for question in Question.objects.all()
        }
        self.assertEqual(
            kinds, {QuestionKind.MULTIPLE: {"a", "b"}, QuestionKind.TRUE_FALSE: {"Sai"}}
        )

    def test_questions_of_every_kind_come_in_as_they_would_be_typed(self):
        self.run_items(*items_of_kinds())
        bodies = {}
        for question in Question.objects.all():
            bodies[question.kind] = body_now(question)
            approve(question, by=self.second)
        self.assertEqual(
            [(str(n.lowest), str(n.highest), str(n.weight)) for n in bodies["numeric"].numbers],
            [("12", "14", "1"), ("8", "8", "1/2")],
        )
        self.assertEqual(bodies["numeric"].numbers[0].feedback, "Đúng.")
        self.assertEqual([text.text for text in bodies["short_answer"].texts], ["Bác *", "Người"])
        self.assertEqual(bodies["ordering"].steps, ("Một", "Hai", "Ba"))
        self.assertEqual(set(bodies["matching"].pairs), set(PAIRS))
        self.assertEqual(Question.objects.for_practice().count(), 4)
        plan = plan_import(rows=rows(*items_of_kinds()))
        self.assertEqual({row.state for row in plan.rows}, {RowState.SAME})

    def test_a_changed_order_or_pair_changes_the_key_and_keeps_its_rows(self):
        self.run_items(*items_of_kinds())
        question = Question.objects.get(kind="ordering")
        before = {row.text: row.translation_key for row in question.choices.all()}
        self.run_items(make_item("Xếp lại cho đúng.", **ORDER | {"steps": ("Ba", "Hai", "Một")}))
        question.refresh_from_db()
        self.assertEqual(body_now(question).steps, ("Ba", "Hai", "Một"))
        after = {row.text: row.translation_key for row in question.choices.all()}
        self.assertEqual(after, before)

    def test_a_file_without_feedback_leaves_that_of_the_bank(self):
        numeric = items_of_kinds()[0]
        self.run_items(numeric)
        bare = tuple(replace(number, feedback="") for number in numeric.numbers)
        plan = plan_import(rows=rows(replace(numeric, numbers=bare)))
        self.assertEqual(plan.rows[0].state, RowState.SAME)
        other = tuple(replace(number, feedback="Khác.") for number in numeric.numbers)
        plan = plan_import(rows=rows(replace(numeric, numbers=other)))
        self.assertEqual(plan.rows[0].state, RowState.CHANGED)

    def test_topics_are_found_without_accents_and_made_where_missing(self):
        old = make_topic("Lịch sử Đoàn")
        Topic.objects.create(name="Mật khẩu", parent=make_topic("Mạng"))
        self.run_items(
            make_item("Câu thứ nhất hỏi gì?", topic="LỊCH SỬ ĐOÀN"),
            make_item("Câu thứ hai hỏi gì?", topic="An toàn"),
            make_item("Câu thứ ba hỏi gì?", topic="an toan"),
            make_item("Câu thứ tư hỏi gì?", topic="an-toan"),
            make_item("Câu thứ năm hỏi gì?", topic="Môn/Lịch sử Đoàn"),
            make_item("Câu thứ sáu hỏi gì?", topic="mật khẩu"),
        )
        self.assertEqual(old.questions.count(), 1)
        topics = dict(Topic.objects.values_list("path_name", "slug"))
        self.assertEqual(
            topics,
            {
                "Lịch sử Đoàn": "lich-su-doan",
                "Mạng": "mang",
                "Mạng › Mật khẩu": "mang-mat-khau",
                "An toàn": "an-toan",
                "an-toan": "an-toan-2",
                "Môn": "mon",
                "Môn › Lịch sử Đoàn": "mon-lich-su-doan",
            },
        )
        self.assertEqual(Question.objects.get(stem__contains="sáu").topic.slug, "mang-mat-khau")

    def test_tags_are_kept_and_those_of_the_bank_used_again(self):
        self.run_items(make_item(tags=("Mạng", "an toàn", "mạng")))
        question = Question.objects.get()
        self.assertEqual({tag.name for tag in question.tags.all()}, {"Mạng", "an toàn"})
        self.assertEqual(question.author, self.user)
        self.assertEqual(states(make_item(tags=("AN TOÀN", "mạng"))), [RowState.SAME])
        self.assertEqual(states(make_item()), [RowState.SAME])
        approve(question, by=self.second)
        self.run_items(make_item(tags=("Mạng", "mới")))
        question.refresh_from_db()
        self.assertEqual({tag.name for tag in question.tags.all()}, {"Mạng", "an toàn"})
        approve(question, by=self.second)
        question = Question.objects.get()
        self.assertEqual({tag.name for tag in question.tags.all()}, {"Mạng", "mới"})
        self.assertEqual(QuestionTag.objects.count(), 3)

    def test_the_same_file_again_does_nothing(self):
        items = (make_item(explanation="Vì vậy."), true_false("Câu đúng hay sai?", is_true=True))
        self.run_items(*items)
        plan = plan_import(rows=rows(*items))
        self.assertEqual({row.state for row in plan.rows}, {RowState.SAME})
        self.assertIsNone(self.run_items(*items).record)
        self.assertEqual(QuestionImport.objects.count(), 1)

    def test_a_published_question_stays_as_it_is_until_its_new_revision_is_published(self):
        question = make_question(make_topic(TOPIC), use=QuestionUse.CONTEST)
        kept = {choice.text: choice.translation_key for choice in question.choices.all()}
        new = choices("*Bấm vào để xem", "Hỏi lại bạn bằng kênh khác", "Xóa đi")
        self.run_items(make_item(choices=new, explanation="Vì lẽ khác."))
        question.refresh_from_db()
        self.assertTrue(question.live and question.has_unpublished_changes)
        self.assertEqual(question.use, QuestionUse.CONTEST)
        self.assertEqual(question.explanation, "Tài khoản của bạn có thể đã bị chiếm.")
        self.assertEqual(right_texts(question, KeyStage.LIVE), {"Hỏi lại bạn bằng kênh khác"})
        self.assertEqual(right_texts(question, KeyStage.DRAFT), {"Bấm vào để xem"})
        approve(question, by=self.second)
        question.refresh_from_db()
        self.assertEqual(question.explanation, "Vì lẽ khác.")
        now = {choice.text: choice.translation_key for choice in question.choices.all()}
        self.assertEqual(set(now), {"Bấm vào để xem", "Hỏi lại bạn bằng kênh khác", "Xóa đi"})
        self.assertEqual(now["Bấm vào để xem"], kept["Bấm vào để xem"])
        self.assertEqual(right_texts(question, KeyStage.LIVE), {"Bấm vào để xem"})

    def test_a_draft_is_changed_in_its_own_row(self):
        self.run_items(make_item())
        new = choices("*Gọi cho cô giáo", "Hỏi lại bạn bằng kênh khác")
        self.run_items(make_item(choices=new))
        question = Question.objects.get()
        texts = [choice.text for choice in question.choices.all()]
        self.assertEqual(texts, ["Gọi cho cô giáo", "Hỏi lại bạn bằng kênh khác"])
        self.assertEqual(right_texts(question, KeyStage.DRAFT), {"Gọi cho cô giáo"})
        pks = {choice["pk"] for choice in question.latest_revision.content["choices"]}
        self.assertEqual(pks, set(Choice.objects.values_list("pk", flat=True)))
        self.assertEqual(ModelLogEntry.objects.for_instance(question).count(), 2)
        question.get_latest_revision_as_object().full_clean()

    def test_nothing_is_done_where_the_bank_has_changed_since_the_look(self):
        plan = plan_import(rows=rows(make_item()))
        make_question(make_topic(TOPIC))
        outcome = run_import(
            rows=rows(make_item()),
            topic="",
            use=QuestionUse.PRACTICE,
            name="x",
            expected=plan.digest,
            user=self.user,
            now=NOW,
        )
        self.assertIsNone(outcome.record)
        self.assertEqual(Question.objects.count(), 1)

    def test_one_fault_leaves_nothing_behind(self):
        good = [make_item(f"Câu hỏi số {number} hỏi gì?") for number in range(30)]
        self.assertIsNone(self.run_items(*good, make_item("")).record)
        self.assert_nothing_is_left()

    def test_a_failure_at_the_last_question_leaves_nothing_behind(self):
        items = [make_item(f"Câu hỏi số {number} hỏi gì?") for number in range(600)]
        finish, calls = Writer._finish, []

        def fail_at_the_second(writer, questions, action):
            calls.append(len(questions))
            if len(calls) == 2:
                raise ValidationError("đĩa đầy")
            finish(writer, questions, action)

        with (
            mock.patch.object(Writer, "_finish", fail_at_the_second),
            pytest.raises(ValidationError),
        ):
            self.run_items(*items)
        self.assertEqual(calls, [500, 100])
        self.assert_nothing_is_left()

    def assert_nothing_is_left(self):
        for model in (Question, Choice, AnswerKey, Topic, QuestionImport, Revision, ModelLogEntry):
            self.assertFalse(model.objects.exists(), model)

    def test_queries_grow_by_batches_and_not_by_questions(self):
        items = [make_item(f"Câu hỏi số {number} hỏi gì?") for number in range(500)]
        with CaptureQueriesContext(connection) as captured:
            self.run_items(*items)
        self.assertLess(len(captured), 100)
        with CaptureQueriesContext(connection) as captured:
            plan_import(rows=rows(*items))
        self.assertLess(len(captured), 10)

    def test_contest_questions_are_not_named_in_the_log(self):
        self.run_items(make_item("Bí mật của cuộc thi là gì?"), use=QuestionUse.CONTEST)
        question = Question.objects.get()
        self.assertEqual(question.use, QuestionUse.CONTEST)
        self.assertNotIn("Bí mật", ModelLogEntry.objects.for_instance(question).get().label)
        self.assertNotIn("Bí mật", question.latest_revision.object_str)
        self.client.force_login(make_user("translator", role=Role.TRANSLATOR))
        html = self.client.get(reverse("wagtailsnippets_quizblocks_question:list")).content.decode()
        self.assertNotIn("Bí mật", html)
        self.assertNotIn("cau-hoi.xlsx", html)
