"""Counts of answers, also when many come at once."""

from datetime import date
from functools import partial

from django.test import TestCase

from quizblocks.answers import mark_answers
from quizblocks.key_contents import right_of
from quizblocks.models import WHOLE_QUESTION, QuestionTally
from quizblocks.quizzes import shown_questions
from quizblocks.shown import Answer
from quizblocks.solutions import load_solutions
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.quizblocks.counting import count_answers

from .factories import BLOCK_ID, make_multiple, make_question, make_topic

DAY = date(2026, 11, 21)


def marked_answers(*questions, right: bool):
    """Return ``questions`` answered, all right or with the last choice alone."""
    shown = shown_questions(
        [q.translation_key for q in questions], locale_id=questions[0].locale_id
    )
    solutions = load_solutions(shown)
    answers = {
        q.id: Answer(picked=right_ids(q, solutions) if right else frozenset({q.choices[-1].id}))
        for q in shown
    }
    return mark_answers(shown, answers, solutions)


def right_ids(question, solutions) -> frozenset[int]:
    right = right_of(solutions[question.id].content)
    return frozenset(choice.id for choice in question.choices if choice.key in right)


class CountAnswersTests(TestCase):
    def test_each_answer_adds_one_to_the_question_and_to_the_choices_picked(self):
        topic = make_topic()
        single, multiple = make_question(topic), make_multiple(topic)
        for right in (True, True, False):
            count_answers(
                page_id=7,
                block_id=BLOCK_ID,
                marked=marked_answers(single, multiple, right=right),
                day=DAY,
            )
        whole = QuestionTally.objects.get(
            question_key=single.translation_key, choice_key=WHOLE_QUESTION
        )
        self.assertEqual((whole.answer_count, whole.right_count, whole.day), (3, 2, DAY))
        picked = QuestionTally.objects.filter(question_key=multiple.translation_key).exclude(
            choice_key=WHOLE_QUESTION
        )
        self.assertEqual(sorted(picked.values_list("answer_count", flat=True)), [1, 2, 2])
        # Each was right when the other was: 2 × 1 × 1, in parts of 2,520.
        self.assertEqual((whole.form_count, whole.product_sum), (3, 2 * 2520 * 2520))

    def test_later_answers_are_kept_apart(self):
        question = make_question(make_topic())
        for is_later in (False, True):
            count_answers(
                page_id=7,
                block_id=BLOCK_ID,
                marked=marked_answers(question, right=True),
                day=DAY,
                is_later=is_later,
            )
        whole = QuestionTally.objects.get(choice_key=WHOLE_QUESTION)
        self.assertEqual((whole.answer_count, whole.later_count), (1, 1))
        self.assertEqual((whole.later_right_count, whole.share_sum), (1, 2520))


@needs_postgresql
class ConcurrentTests(AtOnceTestCase):
    def test_no_answer_is_lost_when_many_come_at_once(self):
        topic = make_topic()
        questions = [make_question(topic, f"Câu hỏi số {n} là gì?") for n in range(4)]
        ways = [
            marked_answers(*questions, right=True),
            marked_answers(*reversed(questions), right=False),
        ]

        def answer(marked):
            for _ in range(25):
                count_answers(page_id=7, block_id=BLOCK_ID, marked=marked, day=DAY)

        self.at_once([partial(answer, way) for way in ways] * 4)
        counts = QuestionTally.objects.filter(choice_key=WHOLE_QUESTION)
        self.assertEqual(set(counts.values_list("answer_count", "right_count")), {(200, 100)})
