"""Answers of contests in the bank's figures: summed up by the database, told once a round is over."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.contests.attempts.submitting import submit_attempt
from campaigns.contests.choices import Standing
from campaigns.contests.evidence.chain import record_act
from campaigns.contests.evidence.choices import ActKind
from campaigns.contests.item_sums.contents import sums_in
from campaigns.contests.item_sums.summing import sum_up_rounds
from campaigns.contests.models import AttemptAnswer, Entrant, Round, RoundItem
from campaigns.contests.rules import DrawRules
from quizblocks.choices import AnnulmentKind, AnswerBasis, QuestionUse
from quizblocks.life.annulments import ask_annulment, confirm_annulment
from quizblocks.life.versions import version_key
from quizblocks.statistics.items import Item, ItemChoice, figures_of, figures_of_attempts
from quizblocks.statistics.sums import Attempt
from quizblocks.statistics.weights import effective_weights
from tests.campaigns.contests.attempts.factories import (
    CLOSES,
    NOON,
    OPENS,
    begin,
    make_contest,
    make_entrant,
    make_rules,
    usual_round,
)
from tests.quizblocks.factories import make_question
from tests.quizblocks.test_admin import BankCase

YEAR = timedelta(weeks=52)
THEN = NOON - YEAR
PEOPLE = 48
BACKWARDS = 20


def play(entrant: Entrant, rng: Random, *, skill: float, number: int = 1) -> Attempt:
    """Return what an entrant did, as a row of the matrix, after writing it as the site does.

    Ten seconds for each answer in their order; some questions are left out, and a few
    people come back to the first one.
    """
    now = THEN + timedelta(hours=number)
    attempt = begin(entrant, now=now, seed=rng.randrange(1000))
    shares, picked, seconds = {}, {}, {}
    goes_back = entrant.pk % BACKWARDS == 0
    for place, (key, version) in enumerate(attempt.versions, start=1):
        right = version_key(key, version)["right"]
        rows = [row.translation_key for row in QUESTIONS[key].choices.all()]
        shares[key], picked[key] = Fraction(0), frozenset()
        if rng.random() < 0.05:
            continue
        is_right = rng.random() < skill
        pick = next(row for row in rows if (str(row) in right) == is_right)
        shares[key], picked[key] = Fraction(is_right), frozenset([pick])
        sequence = AttemptAnswer.objects.filter(attempt=attempt).count() + 1
        AttemptAnswer.objects.create(
            attempt=attempt,
            place=place,
            sequence=sequence + goes_back,
            content={"picked": [str(pick)]},
            saved_at=now + timedelta(seconds=10 * sequence),
        )
        if not goes_back:
            seconds[key] = 10
    submit_attempt(attempt=attempt, now=now + timedelta(minutes=5))
    return Attempt(shares, picked, seconds, quiz="", number=number)


QUESTIONS: dict = {}


class ItemSumsTests(BankCase):
    """48 people had three of four questions each, a year ago; eight tried twice."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        questions = [
            make_question(cls.topic, f"Câu hỏi thi số {n} hỏi gì?", use=QuestionUse.CONTEST)
            for n in range(4)
        ]
        QUESTIONS.clear()
        QUESTIONS.update({each.translation_key: each for each in questions})
        rules = make_rules(
            usual_round(opens_at=OPENS - YEAR, closes_at=CLOSES - YEAR, draws=(DrawRules(count=3),))
        )
        cls.contest = make_contest(rules)
        cls.round = Round.objects.get()
        rng, cls.first, cls.again = Random(5), [], []
        for n in range(PEOPLE):
            entrant = make_entrant(cls.contest, f"Nguyễn Văn {n}")
            cls.first.append(play(entrant, rng, skill=n / PEOPLE))
            if n < 8:
                cls.again.append(play(entrant, rng, skill=1, number=2))
        # The one that was asked most often.
        asked = {key: sum(key in each.shares for each in cls.first) for key in QUESTIONS}
        cls.question = QUESTIONS[max(asked, key=asked.get)]
        cls.url = reverse("quizblocks_statistics:item", args=[cls.question.pk])

    def item(self, key) -> Item:
        rows = [row.translation_key for row in QUESTIONS[key].choices.all()]
        right = version_key(key, 1)["right"]
        return Item(tuple(ItemChoice(row, str(row) in right) for row in rows))

    def kept(self, basis=AnswerBasis.FIRST) -> dict:
        return {row.question_key: row.content for row in RoundItem.objects.filter(basis=basis)}

    def test_the_database_sums_up_what_a_matrix_of_attempts_says(self):
        self.assertEqual(sum_up_rounds(), 1)
        kept, weights = self.kept(), effective_weights(self.first)
        self.assertEqual(set(kept), set(QUESTIONS))
        for key, content in kept.items():
            found = figures_of(sums_in(content), self.item(key))
            self.assertEqual(found, figures_of_attempts(self.first, key, self.item(key)))
            self.assertAlmostEqual(content["weight"], weights[key])
        sums = sums_in(kept[self.question.translation_key])
        self.assertIsNotNone(figures_of(sums, self.item(self.question.translation_key)).efficiency)
        times = sums.seconds
        self.assertEqual(set(times), {10})
        known = sum(self.question.translation_key in each.seconds for each in self.first)
        self.assertEqual(sum(times.values()), known)

    def test_the_attempts_that_count_are_those_of_the_ranking(self):
        sum_up_rounds()
        entrants = list(Entrant.objects.order_by("pk"))
        best = {}
        for entrant in entrants:
            rows = entrant.attempts.order_by("-score", "submitted_at", "pk")
            best[entrant.pk] = rows.first().number
        counted = [
            self.again[n] if best[entrant.pk] == 2 else self.first[n]
            for n, entrant in enumerate(entrants)
        ]
        self.assertIn(2, best.values())
        key = self.question.translation_key
        found = figures_of(sums_in(self.kept(AnswerBasis.COUNTING)[key]), self.item(key))
        matrix = figures_of_attempts(counted, key, self.item(key), first_only=False)
        self.assertEqual(found, matrix)

    def test_it_is_done_once_and_again_when_somebody_is_disqualified(self):
        self.assertEqual([sum_up_rounds(), sum_up_rounds()], [1, 0])
        before = sum(content["whole"][0] for content in self.kept().values())
        entrant = Entrant.objects.latest("pk")
        entrant.standing, entrant.standing_reason = Standing.DISQUALIFIED, "Thi hộ."
        entrant.save()
        record_act(
            contest=self.contest,
            kind=ActKind.DISQUALIFIED,
            reason="Thi hộ.",
            user=None,
            now=datetime.now(UTC),
            entrant=entrant,
        )
        out = StringIO()
        call_command("sum_up_rounds", stdout=out)
        self.assertIn("1 rounds", out.getvalue())
        after = sum(content["whole"][0] for content in self.kept().values())
        self.assertEqual(after, before - 3)

    def test_a_running_round_is_not_added_up(self):
        sum_up_rounds()
        self.assertEqual(sum_up_rounds(now=CLOSES - YEAR - timedelta(seconds=1)), 0)
        RoundItem.objects.all().delete()
        Round.objects.update(closes_at=datetime(2099, 1, 1, tzinfo=UTC))
        self.assertEqual(sum_up_rounds(), 0)

    def test_adding_up_reads_the_same_number_of_times_whatever_the_size(self):
        with CaptureQueriesContext(connection) as few:
            sum_up_rounds()
        entrant = make_entrant(self.contest, "Trần Thị Thêm")
        play(entrant, Random(1), skill=1)
        Round.objects.update(closes_at=CLOSES - YEAR - timedelta(hours=1))
        with CaptureQueriesContext(connection) as more:
            self.assertEqual(sum_up_rounds(), 1)
        self.assertLessEqual(abs(len(more) - len(few)), 2)

    def test_the_page_shows_the_round_with_all_its_figures(self):
        sum_up_rounds()
        response = self.client.get(self.url)
        (quiz,) = response.context["quizzes"]
        self.assertEqual(quiz.name, f"{self.contest.title} – {self.round.title}")
        for text in ("Hiệu quả phân biệt", "Trọng số thực tế", "Trung vị thời gian", "10 giây"):
            self.assertContains(response, text)
        self.assertEqual(len(quiz.choices), self.question.choices.count())
        counting = self.client.get(self.url, {"basis": "counting"})
        self.assertNotEqual(counting.context["quizzes"], [quiz])
        self.assertEqual(self.client.get(self.url, {"basis": "abc"}).context["quizzes"], [quiz])

    def test_a_round_that_runs_is_named_and_tells_nothing(self):
        sum_up_rounds()
        Round.objects.update(closes_at=datetime(2099, 1, 1, tzinfo=UTC))
        response = self.client.get(self.url)
        self.assertIsNone(response.context["judged"])
        self.assertContains(response, self.round.title)

    def test_an_annulled_question_says_so_and_tells_nothing(self):
        sum_up_rounds()
        annulment = ask_annulment(
            question=self.question,
            kind=AnnulmentKind.ANNUL,
            reason="Hai đáp án cùng đúng.",
            first_version=1,
            user=self.organiser,
            now=datetime.now(UTC),
        )
        second = self.second
        confirm_annulment(annulment=annulment, user=second, now=datetime.now(UTC))
        response = self.client.get(self.url)
        self.assertContains(response, "Hai đáp án cùng đúng.")
        self.assertIsNone(response.context["judged"])
        self.assertEqual(sum_up_rounds(), 1)
        # The others are compared by what is left of the papers.
        kept = self.kept()
        self.assertNotIn(self.question.translation_key, kept)
        self.assertEqual(len(kept), 3)

    def test_the_page_costs_the_same_with_more_rounds(self):
        sum_up_rounds()
        self.client.get(self.url)
        with CaptureQueriesContext(connection) as one:
            self.client.get(self.url)
        for row in list(RoundItem.objects.filter(question_key=self.question.translation_key)):
            row.pk, row.league = None, "b"
            row.save()
        with CaptureQueriesContext(connection) as two:
            self.assertEqual(len(self.client.get(self.url).context["quizzes"]), 1)
        self.assertEqual(len(two), len(one))

    def test_only_keepers_of_the_keys_see_it(self):
        sum_up_rounds()
        for person in (self.editor, self.translator):
            self.client.force_login(person)
            self.assertEqual(self.client.get(self.url).status_code, 302)
