"""What may change once a round has opened."""

from dataclasses import replace
from unittest import TestCase

from campaigns.contests.changes import refusals
from campaigns.contests.rules import DrawRules, PrizeRules

from .rule_sets import DAY, OPENS, WEEK, rule_set, with_round

# Week 2 is open, week 1 has closed.
NOW = OPENS + WEEK + DAY


class RefusalTests(TestCase):
    def setUp(self):
        self.rules = rule_set("tuan-du-doan")

    def paths(self, after, now=NOW):
        return [each.path for each in refusals(self.rules, after, now=now)]

    def test_before_the_opening_everything_may_change(self):
        after = with_round(replace(self.rules, person="phone"), 0, gate="all")
        self.assertEqual(self.paths(after, OPENS - DAY), [])
        self.assertEqual(self.paths(after, OPENS), ["person", "rounds.0.gate"])

    def test_what_decides_in_an_open_round_stays(self):
        for name, value in {
            "gate": "all",
            "tie_breaks": ("score", "submitted"),
            "draws": (DrawRules(count=3),),
            "attempts": 2,
            "several_right": "parts",
            "opens_at": OPENS,
        }.items():
            with self.subTest(name=name):
                after = with_round(self.rules, 1, **{name: value})
                self.assertEqual(self.paths(after), [f"rounds.1.{name}"])

    def test_a_later_round_is_free(self):
        self.assertEqual(self.paths(with_round(self.rules, 2, attempts=1, gate="all")), [])

    def test_an_open_round_may_close_later_and_not_earlier(self):
        closes = self.rules.rounds[1].closes_at
        self.assertEqual(self.paths(with_round(self.rules, 1, closes_at=closes + DAY)), [])
        self.assertEqual(
            self.paths(with_round(self.rules, 1, closes_at=closes - DAY)), ["rounds.1.closes_at"]
        )

    def test_a_closed_round_is_not_opened_again(self):
        closes = self.rules.rounds[0].closes_at
        later = with_round(self.rules, 0, closes_at=closes + WEEK + WEEK)
        self.assertEqual(self.paths(later), ["rounds.0.closes_at"])

    def test_rounds_go_and_come_only_in_the_future(self):
        rounds = self.rules.rounds
        self.assertEqual(self.paths(replace(self.rules, rounds=rounds[1:])), ["rounds"])
        self.assertEqual(
            self.paths(replace(self.rules, rounds=rounds[:4], prizes=self.rules.prizes)), []
        )
        new = replace(rounds[4], number=6, opens_at=NOW - DAY)
        self.assertEqual(
            self.paths(replace(self.rules, rounds=(*rounds, new))), ["rounds.5.opens_at"]
        )

    def test_prizes_are_added_and_never_taken_away(self):
        more = PrizeRules(title="Giải phụ", count=1, place=5, round=1)
        prizes = self.rules.prizes
        self.assertEqual(self.paths(replace(self.rules, prizes=(*prizes, more))), [])
        self.assertEqual(self.paths(replace(self.rules, prizes=prizes[1:])), ["prizes"])
        less = replace(prizes[3], count=4)
        self.assertEqual(
            self.paths(replace(self.rules, prizes=(*prizes[:3], less, *prizes[4:]))),
            ["prizes.3.count"],
        )
