"""The reports on answers: who sees them, what they say, what they cost."""

from datetime import date, datetime, timedelta
from io import BytesIO, StringIO

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from quizblocks.choices import QuestionUse
from quizblocks.models import WHOLE_QUESTION, Question, QuestionTally
from quizblocks.statistics.keeping import keep_figures
from tests.quizblocks.factories import BLOCK_ID, make_question, make_story_with_quiz
from tests.quizblocks.test_admin import LIST, BankCase

ITEMS = reverse("quizblocks_statistics:items")
LEARNING = reverse("quizblocks_statistics:learning")
DAY = date(2026, 11, 21)
FULL = 2520


def count(question, *, page_id: int, picks: list[tuple[int, int]], day: date = DAY, later=(0, 0)):
    """Write the counts of a class: for each choice, how many picked it and were good elsewhere.

    ``picks`` has a pair for each choice of ``question``: pickers who had everything else
    right, and pickers who had nothing else right. The second choice is the key.
    """
    choices = list(question.choices.all())
    answers = sum(good + bad for good, bad in picks)
    right = sum(picks[1])
    good_all = sum(good for good, _bad in picks)
    common = {"page_id": page_id, "block_id": BLOCK_ID, "day": day}
    common["question_key"] = question.translation_key
    rows = [
        QuestionTally(
            choice_key=WHOLE_QUESTION,
            answer_count=answers,
            right_count=right,
            share_sum=right * FULL,
            share_square_sum=right * FULL**2,
            later_count=later[0],
            later_right_count=later[1],
            form_count=answers,
            form_share_sum=right * FULL,
            form_share_square_sum=right * FULL**2,
            rest_sum=good_all * FULL,
            rest_square_sum=good_all * FULL**2,
            product_sum=picks[1][0] * FULL**2,
            **common,
        )
    ]
    rows += [
        QuestionTally(
            choice_key=choice.translation_key,
            answer_count=good + bad,
            form_count=good + bad,
            rest_sum=good * FULL,
            rest_square_sum=good * FULL**2,
            **common,
        )
        for choice, (good, bad) in zip(choices, picks, strict=True)
        if good + bad
    ]
    QuestionTally.objects.bulk_create(rows)


class ReportsCase(BankCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.good = make_question(cls.topic, "=Câu tốt?")
        cls.bad = make_question(cls.topic, "Câu sai đáp án?")
        cls.page = make_story_with_quiz(cls.good, cls.bad)
        count(cls.good, page_id=cls.page.pk, picks=[(5, 30), (60, 20), (5, 30)], later=(40, 36))
        count(cls.bad, page_id=cls.page.pk, picks=[(60, 20), (10, 40), (5, 15)])

    def rows(self, **query) -> list[str]:
        """Return the stems in the order of the analysis."""
        response = self.client.get(ITEMS, query)
        return [row.stem for row in response.context["object_list"]]


class ItemReportTests(ReportsCase):
    def test_the_wrong_key_stands_first_and_is_named_in_words(self):
        self.assertEqual(self.rows(), [self.bad.stem, self.good.stem])
        self.assertContains(self.client.get(ITEMS), "Có thể sai đáp án")
        detail = self.client.get(reverse("quizblocks_statistics:item", args=[self.bad.pk]))
        self.assertContains(detail, "chọn phương án A hơn là đáp án")
        self.assertContains(detail, self.page.title)
        self.assertContains(detail, self.page.url)
        good = self.client.get(reverse("quizblocks_statistics:item", args=[self.good.pk]))
        self.assertContains(good, "Câu này không có gì bất thường")

    def test_filters_and_order(self):
        self.assertEqual(self.rows(flag="suspect_key"), [self.bad.stem])
        self.assertEqual(self.rows(until="2026-11-20"), [])
        self.assertEqual(self.rows(since="2026-11-21", topic=self.topic.pk, ordering="-facility"),
                         [self.good.stem, self.bad.stem])  # fmt: skip
        self.assertEqual(self.rows(use="contest"), [])
        self.assertEqual(self.client.get(ITEMS, {"since": "abc", "ordering": "x"}).status_code, 200)
        self.assertContains(self.client.get(ITEMS, {"use": "contest"}), "Không có câu nào")

    def test_the_file_runs_no_formula(self):
        content = self.client.get(ITEMS, {"export": "xlsx"}).content
        cells = [cell for row in load_workbook(BytesIO(content)).active for cell in row]
        self.assertTrue(any("Câu tốt?" in str(cell.value) for cell in cells))
        self.assertNotIn("f", {cell.data_type for cell in cells})

    def test_the_number_of_queries_does_not_grow(self):
        def queries() -> int:
            self.client.get(ITEMS)
            with CaptureQueriesContext(connection) as captured:
                self.client.get(ITEMS)
            return len(captured)

        few = queries()
        for number in range(20):
            more = make_question(self.topic, f"Câu hỏi thêm, số {number}?")
            count(more, page_id=number, picks=[(5, 30), (60, 20), (5, 30)])
        self.assertEqual(queries(), few)
        self.assertLessEqual(few, 25)

    def test_the_bank_leads_to_the_figures(self):
        url = reverse("quizblocks_statistics:item", args=[self.bad.pk])
        edit = reverse("wagtailsnippets_quizblocks_question:edit", args=[self.bad.pk])
        self.assertContains(self.client.get(edit), url)
        self.assertContains(self.client.get(reverse(LIST)), ITEMS)

    def test_a_question_that_nobody_answered_says_so(self):
        fresh = make_question(self.topic, "Câu chưa ai trả lời?")
        response = self.client.get(reverse("quizblocks_statistics:item", args=[fresh.pk]))
        self.assertContains(response, "Chưa có ai trả lời câu này")

    def test_only_keepers_of_the_keys_get_in(self):
        for person in (self.editor, self.translator):
            self.client.force_login(person)
            for url in (ITEMS, reverse("quizblocks_statistics:item", args=[self.bad.pk])):
                self.assertEqual(self.client.get(url).status_code, 302)


class KeptFiguresTests(ReportsCase):
    """The list reads what a command kept."""

    def keep(self, *arguments: str) -> str:
        out = StringIO()
        call_command("keep_figures", *arguments, stdout=out)
        return out.getvalue()

    def test_kept_figures_are_those_that_are_summed_up_at_once(self):
        queries = [
            {"ordering": order} for order in ("flag", "-flag", "facility", "-discrimination")
        ]
        queries += [{"ordering": "-answers"}, {"flag": "suspect_key"}, {"topic": self.topic.pk}]
        live = [list(self.client.get(ITEMS, query).context["object_list"]) for query in queries]
        self.assertIn("2 questions", self.keep())
        for query, rows in zip(queries, live, strict=True):
            with self.subTest(query=query):
                kept = list(self.client.get(ITEMS, query).context["object_list"])
                self.assertEqual(kept, rows)
        self.assertContains(self.client.get(ITEMS), "Cộng lúc")
        content = self.client.get(ITEMS, {"export": "xlsx"}).content
        self.assertEqual(load_workbook(BytesIO(content)).active.max_row, 3)

    def test_what_is_new_is_added_and_what_is_gone_is_left_out(self):
        self.keep()
        new = make_question(self.topic, "Câu mới có người trả lời?")
        count(new, page_id=1, picks=[(5, 30), (60, 20), (5, 30)], day=timezone.localdate())
        QuestionTally.objects.filter(question_key=self.bad.translation_key).delete()
        self.assertEqual(self.rows(), [self.bad.stem, self.good.stem])
        self.keep()
        self.assertIn(new.stem, self.rows())
        self.keep("--all")
        self.assertIn(new.stem, self.rows())
        self.assertNotIn(self.bad.stem, self.rows())

    def test_a_day_that_is_over_is_summed_up_for_an_hour_more_and_then_left_alone(self):
        midnight = datetime(2031, 3, 27, tzinfo=timezone.get_default_timezone())
        count(self.good, page_id=1, picks=[(5, 30), (60, 20), (5, 30)], day=date(2031, 3, 26))
        minutes = (-10, 0, 10, 60, 70, 80, 8 * 60)
        found = [keep_figures(now=midnight + timedelta(minutes=each)) for each in minutes]
        self.assertEqual(found, [2, 1, 1, 1, 0, 0, 0])

    def test_a_page_reads_nothing_but_its_rows(self):
        for number in range(3):
            more = make_question(self.topic, f"Câu hỏi thêm, số {number}?")
            count(more, page_id=number, picks=[(5, 30), (60, 20), (5, 30)])
        self.keep()
        self.client.get(ITEMS)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(ITEMS)
        read = [query["sql"] for query in captured if "questiontally" in query["sql"]]
        self.assertEqual(read, [])
        self.assertLessEqual(len(captured), 16)


class LearningReportTests(ReportsCase):
    def setUp(self):
        self.client.force_login(self.editor)

    def test_an_editor_reads_what_readers_learn_by_article_and_topic(self):
        response = self.client.get(LEARNING)
        self.assertContains(response, self.page.title)
        (row,) = response.context["object_list"]
        self.assertEqual((row.answers, row.right, row.later, row.later_right), (300, 130, 40, 36))
        self.assertEqual(row.hardest, (self.bad.stem, 50 / 150))
        (row,) = self.client.get(LEARNING, {"by": "topic"}).context["object_list"]
        self.assertEqual((row.name, row.answers), (self.topic.name, 300))

    def test_contest_questions_and_choices_are_nowhere(self):
        Question.objects.filter(pk=self.bad.pk).update(use=QuestionUse.CONTEST)
        response = self.client.get(LEARNING)
        self.assertNotContains(response, self.bad.stem)
        self.assertEqual(response.context["object_list"][0].answers, 150)

    def test_an_article_that_was_deleted_keeps_its_counts(self):
        QuestionTally.objects.update(page_id=987654)
        self.assertContains(self.client.get(LEARNING), "(trang đã xóa)")

    def test_the_file_and_an_empty_report(self):
        content = self.client.get(LEARNING, {"export": "xlsx"}).content
        self.assertEqual(load_workbook(BytesIO(content)).active.max_row, 2)
        QuestionTally.objects.all().delete()
        self.assertContains(self.client.get(LEARNING), "Chưa có bạn đọc nào trả lời")
