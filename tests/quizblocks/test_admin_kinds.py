"""Keepers write questions of every kind; what is right is typed as lines."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from quizblocks.choices import KeyStage, QuestionKind
from quizblocks.models import AnswerKey, Question
from quizblocks.services import read_keys

from .factories import approve, make_matching, make_ordering, make_question, make_short_answer
from .test_admin import ADD, EDIT, BankCase


class KindsOfQuestionsTests(BankCase):
    def live_key(self, question) -> dict:
        keys = read_keys([question.translation_key], stage=KeyStage.LIVE)
        return keys[question.translation_key]

    def test_typed_answers_keep_what_is_accepted(self):
        self.add(
            kind=QuestionKind.NUMERIC,
            key_numeric="12\n(50%) 3,14 ± 0,01",
            answer_feedback="1: Đúng rồi.",
            wrong_feedback="Xem lại.",
        )
        key = self.live_key(Question.objects.get())
        self.assertEqual(key["numbers"], [["12", "12", "1"], ["313/100", "63/20", "1/2"]])
        self.assertEqual(key["feedback"], {"vi": {"1": "Đúng rồi.", "wrong": "Xem lại."}})

    def test_a_short_answer_keeps_what_does_not_count(self):
        kind = QuestionKind.SHORT_ANSWER
        self.add(kind=kind, key_short_answer="Hồ Chí Minh\n*Quốc", overlooks="case")
        key = self.live_key(Question.objects.get())
        self.assertEqual(key["texts"], [["Hồ Chí Minh", "1"], ["*Quốc", "1"]])
        self.assertEqual(key["overlooks"], ["case"])

    def test_steps_and_pairs_are_rows_and_their_order_is_the_key_alone(self):
        self.add(kind=QuestionKind.ORDERING, key_ordering="Một\nHai\nBa")
        question = Question.objects.get()
        rows = {str(row.translation_key): row.text for row in question.choices.all()}
        self.assertEqual(
            [rows[key] for key in self.live_key(question)["order"]], ["Một", "Hai", "Ba"]
        )
        shown = [
            choice["translation_key"] for choice in question.latest_revision.content["choices"]
        ]
        self.assertEqual(shown, sorted(shown))
        self.add(
            kind=QuestionKind.MATCHING, key_matching="Lào → Viêng Chăn\nThái => Băng Cốc\n→ Huế"
        )
        question = Question.objects.latest("pk")
        rows = {str(row.translation_key): row.text for row in question.choices.all()}
        pairs = {
            rows[left]: rows[right] for left, right in self.live_key(question)["pairs"].items()
        }
        self.assertEqual(pairs, {"Lào": "Viêng Chăn", "Thái": "Băng Cốc"})
        self.assertEqual(len(rows), 5)

    def test_the_choices_of_gaps_are_rows_and_the_first_of_a_line_is_right(self):
        self.add(
            kind=QuestionKind.GAPS,
            stem="Mật khẩu cần [[1]] ký tự, đổi sau [[2]] tháng.",
            key_gaps="12 | 4 | 8\n6 | 60",
        )
        question = Question.objects.get()
        rows = {str(row.translation_key): (row.gap, row.text) for row in question.choices.all()}
        right = {gap: rows[name] for gap, name in self.live_key(question)["gaps"].items()}
        self.assertEqual(right, {"1": (1, "12"), "2": (2, "6")})
        self.assertEqual(len(rows), 5)
        html = self.client.get(reverse(EDIT, args=[question.pk])).content.decode()
        self.assertRegex(html, r"12 \| [48] \| [48]\n6 \| 60")

    def test_the_form_shows_what_was_typed_and_a_mended_word_keeps_its_row(self):
        question = make_ordering(self.topic)
        question.save_revision()
        url = reverse(EDIT, args=[question.pk])
        html = self.client.get(url).content.decode()
        self.assertIn("1. Dừng lại\n2. Chụp lại\n3. Báo công an\n4. Kể lại", html)
        self.assertIn('name="choices-INITIAL_FORMS" value="0"', html)
        before = {row.text: row.translation_key for row in question.choices.all()}
        data = self.data(
            kind=QuestionKind.ORDERING,
            stem=question.stem,
            key_ordering="Dừng lại\nBáo công an\nChụp lại ngay\nKể lại",
        )
        self.client.post(url, data)
        question = approve(Question.objects.get(pk=question.pk), by=self.second)
        after = {row.text: row.translation_key for row in question.choices.all()}
        self.assertEqual(after["Chụp lại ngay"], before["Chụp lại"])
        self.assertEqual(self.live_key(question)["order"][2], str(before["Chụp lại"]))

    def test_feedback_to_choices_stands_with_the_key_and_in_no_revision(self):
        rows = [
            {"text": "6 ký tự", "feedback": "Ngắn quá."},
            {"text": "12 ký tự", "is_right": "on", "feedback": "Đúng."},
        ]
        data = self.data() | nested_form_data({"choices": inline_formset(rows)})
        self.client.post(reverse(ADD), data)
        question = approve(Question.objects.get(), by=self.second)
        said = self.live_key(question)["feedback"]["vi"]
        names = {row.text: str(row.translation_key) for row in question.choices.all()}
        self.assertEqual(said, {names["6 ký tự"]: "Ngắn quá.", names["12 ký tự"]: "Đúng."})
        self.assertNotIn("Ngắn quá", str(question.latest_revision.content))
        self.assertContains(self.client.get(reverse(EDIT, args=[question.pk])), "Ngắn quá.")

    def test_a_true_or_false_question_keeps_feedback_to_both(self):
        self.add(
            kind=QuestionKind.TRUE_FALSE,
            statement_is="false",
            answer_feedback="A: Chưa đúng.\nB: Giỏi.",
        )
        key = self.live_key(Question.objects.get())
        self.assertEqual(sorted(key["feedback"]["vi"].values()), ["Chưa đúng.", "Giỏi."])

    def test_each_fault_stands_at_its_field_and_what_was_typed_stays(self):
        for kind, field, typed, message in (
            ("numeric", "key_numeric", "", "ít nhất một số"),
            ("numeric", "key_numeric", "mười hai", "không phải là số"),
            ("numeric", "key_numeric", "(50%) 3", "trọn điểm"),
            ("short_answer", "key_short_answer", "", "ít nhất một câu trả lời"),
            ("short_answer", "key_short_answer", "a\nA", "giống nhau"),
            ("ordering", "key_ordering", "Một", "mỗi bước một dòng"),
            ("matching", "key_matching", "Lào Viêng Chăn", "vế phải"),
            ("matching", "key_matching", "Lào → Viêng Chăn", "hai cặp"),
            ("gaps", "key_gaps", "12", "mỗi chỗ trống một dòng"),
            ("gaps", "key_gaps", "12 | 4", "[[1]]"),
        ):
            with self.subTest(kind=kind, typed=typed):
                response = self.add(kind=kind, **{field: typed})
                errors = response.context["form"].errors
                self.assertIn(message, str(errors.get(field)))
                self.assertContains(response, typed or message)
        self.add(kind="numeric", key_numeric="12", answer_feedback="Không có số")
        self.assertFalse(Question.objects.exists() or AnswerKey.objects.exists())

    def test_a_question_changes_its_kind(self):
        question = make_question(self.topic)
        url = reverse(EDIT, args=[question.pk])
        data = self.data(kind="numeric", key_numeric="12")
        self.client.post(url, data)
        question = approve(Question.objects.get(pk=question.pk), by=self.second)
        self.assertEqual((question.kind, question.choices.count()), ("numeric", 0))
        self.assertEqual(self.live_key(question), {"numbers": [["12", "12", "1"]]})

    def test_a_translator_sees_no_key_and_cannot_send_one(self):
        questions = [make(self.topic) for make in (make_short_answer, make_ordering, make_matching)]
        self.client.force_login(self.translator)
        before = list(AnswerKey.objects.order_by("pk").values_list("content", flat=True))
        for question in questions:
            url = reverse(EDIT, args=[question.pk])
            html = self.client.get(url, follow=True).content.decode()
            for secret in ("Hồ Chí Minh", "key_ordering", "key_matching", "overlooks", "feedback"):
                self.assertNotIn(secret, html)
            rows = [{"id": row.pk, "text": row.text} for row in question.choices.order_by("text")]
            data = self.data(
                kind=question.kind,
                stem=question.stem,
                key_short_answer="x",
                key_ordering="x\ny",
            ) | nested_form_data({"choices": inline_formset(rows, initial=len(rows))})
            self.client.post(url, {**data, "action-publish": "action-publish"})
            shown = [str(row.translation_key) for row in question.choices.filter(is_item=False)]
            self.assertEqual(shown, sorted(shown))
        self.assertEqual(
            list(AnswerKey.objects.order_by("pk").values_list("content", flat=True)), before
        )
