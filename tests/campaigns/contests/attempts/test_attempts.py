"""Attempts from the start to the receipt, on the clock that is passed in."""

from datetime import timedelta
from io import StringIO
from unittest import mock

from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from campaigns.contests.attempts.bank import ContestUses
from campaigns.contests.attempts.errors import (
    DisqualifiedError,
    EmptyBankError,
    NoPredictionError,
    NotOpenYetError,
    NoTriesLeftError,
    OvertakenError,
    RoundClosedError,
    SubmittedError,
    TimeOverError,
    UnreadableAnswerError,
)
from campaigns.contests.attempts.receipts import check_receipt, receipt_of
from campaigns.contests.attempts.saving import save_answer
from campaigns.contests.attempts.submitting import close_overdue, predict, submit_attempt
from campaigns.contests.choices import AttemptState, Standing
from campaigns.contests.models import Attempt, AttemptAnswer, Entrant, UsedVersion
from campaigns.contests.rules import DrawRules, FixedRules
from quizblocks.choices import AnnulmentKind, Difficulty, QuestionUse
from quizblocks.errors import QuestionLockedError
from quizblocks.life.annulments import ask_annulment, confirm_annulment
from quizblocks.life.versions import current_versions
from quizblocks.services import set_draft_keys
from tests.quizblocks.factories import make_multiple, make_question, make_topic
from tests.quizblocks.life.people import BankCase

from .factories import (
    CLOSES,
    NOON,
    OPENS,
    SECOND,
    answer_right,
    begin,
    make_bank,
    make_contest,
    make_entrant,
    make_rules,
    usual_round,
)

MINUTE = timedelta(minutes=1)


class AttemptCase(TestCase):
    """A bank of three contest questions and an entrant of a contest of one round."""

    rules = make_rules()

    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        cls.questions = make_bank(cls.topic)
        cls.contest = make_contest(cls.rules)
        cls.entrant = make_entrant(cls.contest)


class StartTests(AttemptCase):
    rules = make_rules(usual_round(attempts=1))

    def test_ac_01_the_opening_is_inside_the_closing_is_not_and_between_rounds_nothing_begins(self):
        with self.assertRaises(NotOpenYetError):
            begin(self.entrant, now=OPENS - SECOND)
        for moment in (CLOSES, CLOSES + timedelta(minutes=30)):
            with self.assertRaises(RoundClosedError):
                begin(self.entrant, now=moment)
        self.assertEqual(begin(self.entrant, now=OPENS).number, 1)

    def test_ac_07_a_second_try_is_refused_where_one_is_allowed(self):
        submit_attempt(attempt=begin(self.entrant), now=NOON + MINUTE)
        with self.assertRaises(NoTriesLeftError):
            begin(self.entrant, now=NOON + 2 * MINUTE)

    def test_an_open_attempt_goes_on_with_the_same_paper(self):
        first, again = begin(self.entrant, seed=1), begin(self.entrant, now=NOON + MINUTE, seed=2)
        self.assertEqual((first.pk, first.paper), (again.pk, again.paper))
        self.assertEqual(again.deadline, NOON + 15 * MINUTE)

    def test_no_attempt_lasts_longer_than_its_round(self):
        self.assertEqual(begin(self.entrant, now=CLOSES - MINUTE).deadline, CLOSES)

    def test_who_is_out_begins_nothing(self):
        Entrant.objects.filter(pk=self.entrant.pk).update(
            standing=Standing.DISQUALIFIED, standing_reason="Thi hộ."
        )
        with self.assertRaises(DisqualifiedError):
            begin(self.entrant)

    def test_a_bank_that_shrank_under_a_quota_uses_up_no_try(self):
        for question in self.questions[:2]:
            question.live = False
            question.save(update_fields=["live"])
        with self.assertRaises(EmptyBankError):
            begin(self.entrant)
        self.assertFalse(Attempt.objects.exists())

    def test_the_paper_is_frozen_and_holds_no_key(self):
        attempt = begin(self.entrant)
        self.assertEqual(len({item["question"] for item in attempt.paper}), 2)
        self.assertEqual(set(attempt.paper[0]), {"question", "version", "points", "order"})
        self.assertEqual(UsedVersion.objects.count(), 2)

    def test_a_start_takes_as_many_queries_with_a_large_bank(self):
        make_bank(self.topic, 12)
        for name in ("Lê Thị Bình", "Vàng A Páo"):
            entrant = make_entrant(self.contest, name)
            with CaptureQueriesContext(connection) as queries:
                begin(entrant, seed=len(name))
            # One more for versions that this process has not met, one to note them.
            self.assertLessEqual(len(queries), 15)


class QuotaTests(AttemptCase):
    def rules_for(self, **values):
        return make_rules(usual_round(), usual_round(2, bars_earlier=True, **values))

    def test_ac_04_fixed_and_drawn_questions_are_exactly_those_of_the_quotas(self):
        history = make_topic("Lịch sử", 2)
        make_question(history, "Đoàn thành lập năm nào?", use=QuestionUse.CONTEST)
        make_question(
            history,
            "Ai là người đoàn viên đầu tiên?",
            use=QuestionUse.CONTEST,
            difficulty=Difficulty.HARD,
        )
        fixed = self.questions[0].translation_key
        draws = (
            DrawRules(count=1, topic=history.pk, difficulty="hard", points=5),
            DrawRules(count=2, topic=self.topic.pk, points=2),
        )
        rules = make_rules(
            usual_round(draws=draws, fixed=(FixedRules(question=str(fixed), points=10),))
        )
        attempt = begin(make_entrant(make_contest(rules, "quota")))
        points = {item["question"]: item["points"] for item in attempt.paper}
        self.assertEqual(points[str(fixed)], 10)
        self.assertEqual(sorted(points.values()), [2, 2, 5, 10])
        self.assertEqual(attempt.full_marks, 19)

    def test_a_question_of_an_earlier_round_does_not_come_again(self):
        rules = self.rules_for(draws=(DrawRules(count=1),))
        entrant = make_entrant(make_contest(rules, "hai-vong"))
        first = begin(entrant)
        second = begin(entrant, number=2, now=NOON + timedelta(weeks=1))
        self.assertNotIn(second.paper[0]["question"], {item["question"] for item in first.paper})
        self.assertEqual(second.number, 1)


class SaveTests(AttemptCase):
    def setUp(self):
        self.attempt = begin(self.entrant)

    def save(self, sequence, text="a", *, now=NOON, place=1, writer=""):
        save_answer(
            attempt=self.attempt,
            place=place,
            sequence=sequence,
            content={"picked": [text]},
            now=now,
            writer=writer,
        )

    def saved(self):
        return AttemptAnswer.objects.values_list("sequence", "content").get(place=1)

    def test_the_higher_number_stays_in_whatever_order_they_come(self):
        for sequence, text in ((2, "b"), (1, "a"), (3, "c"), (2, "b")):
            self.save(sequence, text)
        self.assertEqual(self.saved(), (3, {"picked": ["c"]}))

    def test_ac_08_the_deadline_is_inside_and_later_answers_are_not_taken(self):
        self.save(1, "a", now=self.attempt.deadline)
        with self.assertRaises(TimeOverError):
            self.save(2, "b", now=self.attempt.deadline + timedelta(microseconds=1000))
        submit_attempt(attempt=self.attempt, now=self.attempt.deadline + MINUTE)
        with self.assertRaises(SubmittedError):
            self.save(3, "c")
        self.assertEqual(self.saved(), (1, {"picked": ["a"]}))

    def test_ac_01_an_answer_at_the_closing_of_the_round_is_refused(self):
        other = make_entrant(self.contest, "Lê Thị Bình")
        self.attempt = begin(other, now=CLOSES - MINUTE)
        self.save(1, now=CLOSES - timedelta(milliseconds=1))
        for late in (CLOSES, CLOSES + timedelta(milliseconds=500)):
            with self.assertRaises(RoundClosedError):
                self.save(2, now=late)

    def test_another_page_with_the_same_number_is_told_and_the_same_answer_is_not(self):
        self.save(5, "a", writer="phone")
        self.save(5, "a", writer="tablet")
        with self.assertRaises(OvertakenError) as caught:
            self.save(4, "b", writer="tablet")
        self.assertEqual(caught.exception.sequence, 5)

    def test_impossible_places_and_numbers_are_refused(self):
        for place, sequence in ((3, 1), (-1, 1), (1, 0), (1, -7), (1, 10**9)):
            with self.subTest(place=place), self.assertRaises(UnreadableAnswerError):
                self.save(sequence, place=place)


class SequenceTests(HypothesisTestCase):
    """Any mixture of saves, out of order and replayed, ends with the highest number."""

    def setUp(self):
        make_bank(make_topic())
        self.attempt = begin(make_entrant(make_contest()))

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(1, 2), st.integers(1, 9)), min_size=1, max_size=20))
    def test_merged_saves_end_with_the_highest_of_each_place(self, saves):
        AttemptAnswer.objects.all().delete()
        for place, sequence in saves:
            save_answer(
                attempt=self.attempt,
                place=place,
                sequence=sequence,
                content={"picked": [str(sequence)]},
                now=NOON,
            )
        held = dict(AttemptAnswer.objects.values_list("place", "sequence"))
        self.assertEqual(held, {p: max(s for q, s in saves if q == p) for p, _s in saves})


class SubmitTests(AttemptCase):
    rules = make_rules(usual_round(attempts=5, draws=(DrawRules(count=2, points=150),)))

    def test_submitted_twice_it_has_the_same_marks_and_receipt(self):
        attempt = begin(self.entrant)
        answer_right(attempt)
        first = submit_attempt(attempt=attempt, now=NOON + 3 * MINUTE)
        again = submit_attempt(attempt=attempt, now=NOON + 5 * MINUTE)
        self.assertEqual((first.score, first.is_full, first.state), (300, True, "submitted"))
        self.assertEqual(again.submitted_at, NOON + 3 * MINUTE)
        self.assertEqual(receipt_of(first), receipt_of(again))

    def test_ac_08_five_tries_and_the_sixth_is_refused_and_the_next_round_counts_anew(self):
        rules = make_rules(
            usual_round(attempts=5, draws=(DrawRules(count=2),)), usual_round(2, attempts=5)
        )
        entrant = make_entrant(make_contest(rules, "nam-luot"))
        for number in range(5):
            submit_attempt(
                attempt=begin(entrant, now=NOON + number * MINUTE),
                now=NOON + number * MINUTE + SECOND,
            )
        with self.assertRaises(NoTriesLeftError):
            begin(entrant, now=NOON + 9 * MINUTE)
        self.assertEqual(begin(entrant, number=2, now=NOON + timedelta(weeks=1)).number, 1)

    def test_ac_08_at_exactly_fifteen_minutes_it_is_accepted_and_later_what_was_saved_counts(self):
        attempt = begin(self.entrant)
        exactly = submit_attempt(attempt=attempt, now=attempt.deadline)
        self.assertEqual((exactly.state, exactly.submitted_at), ("submitted", attempt.deadline))
        late = begin(self.entrant, now=NOON + 20 * MINUTE)
        answer_right(late, 1, now=NOON + 21 * MINUTE)
        late = submit_attempt(attempt=late, now=late.deadline + SECOND)
        self.assertEqual((late.state, late.score), (AttemptState.EXPIRED, 150))
        self.assertEqual(late.submitted_at, late.deadline)

    def test_ac_09_a_prediction_is_kept_beside_nineteen_scored_items_and_the_fourth_try_refused(
        self,
    ):
        make_bank(self.topic, 19)
        rules = make_rules(
            usual_round(attempts=3, prediction="people", draws=(DrawRules(count=19),))
        )
        entrant = make_entrant(make_contest(rules, "du-doan"))
        for number in range(3):
            start = NOON + number * MINUTE
            attempt = begin(entrant, now=start)
            save_answer(attempt=attempt, place=0, sequence=1, content={"number": 4098}, now=start)
            attempt = submit_attempt(attempt=attempt, now=start + SECOND)
            self.assertEqual((attempt.prediction, attempt.full_marks), (4098, 19))
        with self.assertRaises(NoTriesLeftError):
            begin(entrant, now=NOON + 9 * MINUTE)

    def test_what_is_overdue_is_submitted_by_itself(self):
        attempt = begin(self.entrant)
        answer_right(attempt)
        self.assertEqual(close_overdue(attempts=Attempt.objects.all(), now=attempt.deadline), 0)
        late = attempt.deadline + SECOND
        self.assertEqual(close_overdue(attempts=Attempt.objects.all(), now=late), 1)
        self.assertEqual(close_overdue(attempts=Attempt.objects.all(), now=late), 0)
        attempt.refresh_from_db()
        self.assertEqual((attempt.state, attempt.score), (AttemptState.EXPIRED, 300))

    def test_the_command_says_how_many_there_are(self):
        begin(self.entrant)
        out = StringIO()
        call_command("expire_attempts", "--dry-run", stdout=out)
        self.assertIn("attempts would be submitted", out.getvalue())

    def test_a_prediction_after_the_score_is_the_first_one_until_the_round_closes(self):
        rules = make_rules(usual_round(prediction="people", prediction_moment="after"))
        attempt = begin(make_entrant(make_contest(rules, "sau")))
        with self.assertRaises(NoPredictionError):
            predict(attempt=attempt, number=1, now=NOON)
        attempt = submit_attempt(attempt=attempt, now=NOON)
        self.assertEqual(predict(attempt=attempt, number=4100, now=NOON).prediction, 4100)
        self.assertEqual(predict(attempt=attempt, number=4096, now=NOON).prediction, 4100)
        with self.assertRaises(NoPredictionError):
            predict(attempt=attempt, number=1, now=CLOSES)

    def test_a_receipt_says_when_an_answer_was_changed_behind_its_back(self):
        attempt = begin(self.entrant)
        answer_right(attempt)
        receipt = receipt_of(submit_attempt(attempt=attempt, now=NOON))
        self.assertTrue(check_receipt(receipt).is_same)
        AttemptAnswer.objects.filter(place=1).update(content={"picked": []})
        self.assertFalse(check_receipt(receipt).is_same)
        for forged in ("", "x", receipt[:-1] + ("a" if receipt[-1] != "a" else "b"), "a:b"):
            self.assertIsNone(check_receipt(forged))


class BankTests(BankCase):
    """What the bank is told: locks, and marking again when a question falls."""

    def setUp(self):
        self.questions = [
            make_question(self.topic, use=QuestionUse.CONTEST),
            make_multiple(self.topic, use=QuestionUse.CONTEST),
        ]
        self.contest = make_contest()
        self.attempts = []
        for name in ("Lê Thị Bình", "Vàng A Páo"):
            attempt = begin(make_entrant(self.contest, name))
            # Everything right but the first question.
            key = str(self.questions[0].translation_key)
            right = [n for n, item in enumerate(attempt.paper, 1) if item["question"] != key]
            answer_right(attempt, *right)
            self.attempts.append(attempt)

    def annul(self):
        annulment = ask_annulment(
            question=self.questions[0],
            kind=AnnulmentKind.ANNUL,
            reason="Hai ý đều đúng.",
            first_version=1,
            user=self.lan,
            now=NOON + MINUTE,
        )
        return confirm_annulment(annulment=annulment, user=self.minh, now=NOON + MINUTE)

    def test_ac_18_an_annulled_question_gives_its_points_to_everybody_who_was_asked(self):
        submitted = submit_attempt(attempt=self.attempts[0], now=NOON + SECOND)
        self.assertEqual((submitted.score, submitted.is_full), (1, False))
        annulment = self.annul()
        submitted.refresh_from_db()
        self.assertEqual((submitted.score, submitted.is_full), (2, True))
        self.assertEqual((annulment.contest_count, annulment.response_count), (1, 1))
        # The other was still open; it is marked by what holds now.
        later = submit_attempt(attempt=self.attempts[1], now=NOON + 2 * MINUTE)
        self.assertEqual((later.score, later.is_full), (2, True))

    def test_questions_of_a_running_round_are_locked_and_those_of_a_past_one_are_not(self):
        key = self.questions[0].translation_key
        with mock.patch("campaigns.contests.attempts.bank.database_now", return_value=NOON):
            (use,) = ContestUses().uses_of([key])
            with self.assertRaises(QuestionLockedError):
                set_draft_keys({key: {}})
        self.assertTrue(use.is_running)
        self.assertIn("Tuần 1", use.name)
        with mock.patch("campaigns.contests.attempts.bank.database_now", return_value=CLOSES):
            (use,) = ContestUses().uses_of([key])
        self.assertFalse(use.is_running)
        self.assertEqual(current_versions([key]), {key: 1})
