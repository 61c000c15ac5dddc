"""Which attempt of a person counts is said twice, for the ranking and for the database: alike."""

from datetime import timedelta
from random import Random

from django.test import TestCase

from campaigns.contests.choices import CountingRule
from campaigns.contests.item_sums.summing import ORDERS, judged_attempts
from campaigns.contests.models import Attempt
from campaigns.contests.results.ranking import rank
from campaigns.contests.results.reading import read_inputs
from campaigns.contests.rules import from_json
from quizblocks.choices import AnswerBasis
from tests.campaigns.contests.contests_world import (
    AFTER,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
)

MICROSECOND = timedelta(microseconds=1)
PEOPLE, TRIES = 20, 4


class OrderTests(TestCase):
    def test_every_rule_has_an_order(self):
        self.assertEqual(set(ORDERS), set(CountingRule))

    def test_the_database_chooses_the_attempts_that_the_ranking_chooses(self):
        for rule in CountingRule:
            with self.subTest(rule=rule):
                contest = make_contest(f"cuoc-thi-{rule}")
                round_ = make_round(contest, counting=rule)
                version = publish_rules(contest)
                self.play(contest, round_, Random(20261129))
                rules = from_json(version.content)
                table = rank(
                    rules.round(1), read_inputs(contest, rules, round_, AFTER).attempts, None
                )
                chosen = {pk for pk, _league in judged_attempts(round_, AnswerBasis.COUNTING)}
                self.assertEqual(chosen, {row.attempt for row in table.rows})
                self.assertEqual(len(chosen), PEOPLE)

    def play(self, contest, round_, rng: Random) -> None:
        """Let everybody try a few times: many scores and moments are equal, some differ by little."""
        attempts = []
        for number in range(PEOPLE):
            entrant = make_entrant(contest, f"Người {contest.pk} {number}")
            attempts += [make_attempt(entrant, round_, 0) for _try in range(TRIES)]
        for each in attempts:
            each.score = rng.choice(["0", "1", "1.3333", "2"])
            each.submitted_at += rng.choice([0, 0, 1, 1_000_000]) * MICROSECOND
        # The last of all has no score yet.
        attempts[-1].score = None
        Attempt.objects.bulk_update(attempts, ["score", "submitted_at"])
