"""What an import would do, told before it does it."""

from django.test import TestCase
from django.utils import translation

from quizblocks.importing.plans import RowState, plan_import
from quizblocks.importing.rows import Row
from quizblocks.services import translate_question
from tests.quizblocks.factories import make_question, make_topic

from .factories import TOPIC, choices, make_item, rows, states


class PlanTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic(TOPIC)
        cls.held = make_question(cls.topic)

    def test_a_question_is_new_changed_or_there_already(self):
        other = choices("Bấm vào để xem", "*Hỏi lại bạn bằng kênh khác", "Xóa đi")
        key = choices("*Bấm vào để xem", "Hỏi lại bạn bằng kênh khác", "Chia sẻ cho mọi người")
        self.assertEqual(states(make_item("Câu này chưa ai hỏi bao giờ?")), [RowState.NEW])
        self.assertEqual(states(make_item()), [RowState.SAME])
        self.assertEqual(states(make_item(topic="Chủ đề khác")), [RowState.SAME])
        self.assertEqual(states(make_item(choices=other)), [RowState.CHANGED])
        self.assertEqual(states(make_item(choices=key)), [RowState.CHANGED])
        self.assertEqual(states(make_item(choices=key, topic="Chủ đề khác")), [RowState.NEW])
        self.assertEqual(states(make_item(explanation="Vì lẽ khác.")), [RowState.CHANGED])
        self.assertEqual(states(make_item(difficulty="hard")), [RowState.CHANGED])

    def test_the_order_of_choices_and_what_the_file_leaves_empty_change_nothing(self):
        turned = make_item().choices[::-1]
        self.assertEqual(states(make_item(choices=turned)), [RowState.SAME])

    def test_case_and_marks_of_a_stem_are_corrections(self):
        self.assertEqual(
            states(make_item("khi nhận  ĐƯỜNG DẪN lạ, em làm gì trước?")), [RowState.CHANGED]
        )

    def test_a_question_that_names_its_code_is_that_of_the_bank_whatever_it_says(self):
        code = str(self.held.translation_key)
        item = make_item("Nhận đường dẫn lạ thì làm gì?", identifier=code, topic="Chủ đề khác")
        row = plan_import(rows=rows(item)).rows[0]
        self.assertEqual((row.state, row.held.pk), (RowState.CHANGED, self.held.pk))
        self.assertEqual(states(make_item(identifier=code)), [RowState.SAME])
        stranger = make_item("Câu này của nơi khác?", identifier=code.replace("-", "")[::-1])
        self.assertEqual(states(stranger), [RowState.NEW])

    def test_two_rows_do_not_change_one_question(self):
        code = str(self.held.translation_key)
        one = make_item("Nhận đường dẫn lạ thì làm gì?", identifier=code)
        two = make_item("Nhận đường dẫn lạ thì nên làm gì?", identifier=code)
        self.assertEqual(states(one, two), [RowState.CHANGED, RowState.FAULTY])

    def test_the_same_question_twice_in_a_file_is_passed_over_or_named(self):
        first = make_item("Câu này chưa ai hỏi bao giờ?", place="2")
        again = make_item("Câu này chưa ai hỏi bao giờ?", place="9")
        other = make_item("Câu này chưa ai hỏi bao giờ?", place="9", choices=choices("*a", "b"))
        self.assertEqual(states(first, again), [RowState.NEW, RowState.SAME])
        plan = plan_import(rows=rows(first, other))
        self.assertEqual([row.state for row in plan.rows], [RowState.NEW, RowState.FAULTY])
        self.assertIn("2", plan.rows[1].faults[0])
        self.assertFalse(plan.is_ready)

    def test_what_may_be_the_same_in_other_words_is_pointed_out(self):
        near = make_item("Khi nhận được đường dẫn lạ em làm gì trước?")
        far = make_item("Đoàn Thanh niên thành lập ngày nào trong năm 1931?")
        plan = plan_import(rows=rows(near, far))
        self.assertEqual([one.pk for one in plan.rows[0].lookalikes], [self.held.pk])
        self.assertEqual(plan.rows[1].lookalikes, ())

    def test_what_may_be_the_same_within_the_file_is_pointed_out_at_the_second(self):
        one = make_item("Đoàn Thanh niên thành lập vào ngày nào?", place="2")
        two = make_item("Đoàn Thanh niên được thành lập vào ngày nào?", place="3")
        with translation.override("vi"):
            plan = plan_import(rows=rows(one, two))
        self.assertEqual(plan.rows[0].lookalikes, ())
        self.assertEqual([near.place for near in plan.rows[1].lookalikes], ["dòng 2"])

    def test_what_is_left_out_is_no_fault(self):
        plan = plan_import(
            rows=[Row(make_item(""), is_left_out=True), *rows(make_item("Câu mới?"))]
        )
        self.assertEqual([row.state for row in plan.rows], [RowState.LEFT_OUT, RowState.NEW])
        self.assertTrue(plan.is_ready)

    def test_a_draft_of_the_bank_is_compared_as_it_was_last_saved(self):
        self.held.explanation = "Bản nháp nói khác."
        self.held.save_revision()
        same = make_item(explanation="Bản nháp nói khác.")
        self.assertEqual(states(same), [RowState.SAME])

    def test_translations_are_not_compared(self):
        from wagtail.models import Locale

        english = Locale.objects.get_or_create(language_code="en")[0]
        translate_question(
            question=self.held,
            locale=english,
            stem="Which one?",
            choices=["a", "b", "c"],
            vouched_by="tests",
        )
        self.assertEqual(states(make_item("Which one?")), [RowState.NEW])
