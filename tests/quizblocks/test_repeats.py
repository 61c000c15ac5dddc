"""One reader counts once, a class behind one address counts as a class."""

from django.test import override_settings

from quizblocks.models import WHOLE_QUESTION, QuestionTally

from .factories import choice_ids
from .test_answering import JSON, QuizCase

VISIT = "00112233445566ff"


class RepeatsTests(QuizCase):
    def counts(self, question=None) -> tuple[int, ...]:
        """Return first, later and summed-up answers to a question."""
        key = (question or self.single).translation_key
        row = QuestionTally.objects.filter(question_key=key, choice_key=WHOLE_QUESTION).first()
        return (row.answer_count, row.later_count, row.form_count) if row else (0, 0, 0)

    def step(self, question, *places, **more) -> dict:
        """Return what the script sends of one question."""
        return {"shown": question.pk, f"q{question.pk}": choice_ids(question, *places), **more}

    def test_a_reload_counts_nothing_and_other_answers_are_a_later_try(self):
        for _ in range(3):
            self.post(self.url, self.form())
        self.assertEqual(self.counts(), (1, 0, 1))
        self.post(self.url, self.form(single=(0,)))
        self.assertEqual(self.counts(), (1, 1, 1))

    def test_a_class_behind_one_address_counts_as_a_class(self):
        for pupil in range(40):
            for _double_click in range(2):
                self.post(self.url, self.form() | {"visit": f"{pupil:016}"}, **JSON)
        self.assertEqual(self.counts(), (40, 0, 40))

    def test_programs_are_answered_and_not_counted(self):
        for agent in ("", "Googlebot/2.1", "python-requests/2.32"):
            response = self.post(self.url, self.form(), HTTP_USER_AGENT=agent)
            self.assertContains(response, "Đúng 2 trên 2 câu")
        self.assertEqual(self.counts(), (0, 0, 0))

    def test_answers_one_by_one_are_summed_up_with_the_last(self):
        self.post(self.url, self.step(self.single, 1, visit=VISIT), **JSON)
        self.assertEqual(self.counts(), (1, 0, 0))
        last = self.step(self.multiple, 0, visit=VISIT, earlier=self.single.pk)
        last[f"q{self.single.pk}"] = choice_ids(self.single, 1)
        reply = self.post(self.url, last, **JSON).json()["questions"]
        self.assertEqual([question["id"] for question in reply], [self.multiple.pk])
        self.assertEqual(self.counts(), (1, 0, 1))
        self.assertEqual(self.counts(self.multiple), (1, 0, 1))
        row = QuestionTally.objects.get(
            question_key=self.single.translation_key, choice_key=WHOLE_QUESTION
        )
        # Right in the one, half right in the other: whole numbers of 2,520.
        self.assertEqual((row.share_sum, row.form_share_sum, row.rest_sum), (2520, 2520, 1260))
        self.assertEqual(row.product_sum, 2520 * 1260)

    def test_a_form_that_was_not_complete_is_no_answer_sent_again(self):
        for _ in range(2):
            missing = {"shown": self.single.pk, "visit": VISIT}
            self.assertEqual(self.post(self.url, missing, **JSON).status_code, 422)
        self.post(self.url, self.step(self.single, 1, visit=VISIT), **JSON)
        self.assertEqual(self.counts(), (1, 0, 0))

    @override_settings(QUIZ_COUNTED_PER_MINUTE=1, QUIZ_ANSWERS_PER_MINUTE=2)
    def test_what_came_above_the_limit_counts_when_it_comes_again(self):
        self.post(self.url, self.step(self.multiple, 0, visit=VISIT), **JSON)
        statuses = [
            self.post(self.url, self.step(self.single, 1, visit=VISIT), **JSON).status_code
            for _ in range(2)
        ]
        self.assertEqual((statuses, self.counts()), ([200, 429], (0, 0, 0)))
        with override_settings(QUIZ_COUNTED_PER_MINUTE=9, QUIZ_ANSWERS_PER_MINUTE=9):
            self.post(self.url, self.step(self.single, 1, visit=VISIT), **JSON)
        self.assertEqual(self.counts(), (1, 0, 0))

    def test_a_phone_that_says_it_answered_before_counts_as_later(self):
        self.post(self.url, self.form() | {"visit": VISIT, "again": "1"}, **JSON)
        self.assertEqual(self.counts(), (0, 1, 0))

    def test_earlier_answers_that_no_form_sends_are_refused(self):
        for earlier in (self.multiple.pk, "x", 999999, list(range(1, 11))):
            data = self.step(self.multiple, 0, visit=VISIT, earlier=earlier)
            with self.subTest(earlier):
                self.assertEqual(self.post(self.url, data, **JSON).status_code, 400)
        self.assertEqual(self.counts(self.multiple), (0, 0, 0))
