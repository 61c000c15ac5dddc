"""What is found wrong, and at which field."""

from dataclasses import replace
from datetime import timedelta
from unittest import TestCase

from campaigns.contests.bank import BankFacts
from campaigns.contests.findings import Severity, blocking
from campaigns.contests.presets import PRESETS
from campaigns.contests.rules import DrawRules, FixedRules, LeagueRules
from campaigns.contests.validation import findings

from .rule_sets import OPENS, SECOND, rule_set, with_round

# Three topics; topic 1 holds topic 4.
TOPICS = {1: frozenset({1, 4}), 2: frozenset({2}), 3: frozenset({3}), 4: frozenset({4})}


def bank(**counts: int) -> BankFacts:
    """Return a bank with so many easy questions of topic t1, t2 …"""
    questions = {
        f"{topic}-{number}": (int(topic[1:]), "easy")
        for topic, count in counts.items()
        for number in range(count)
    }
    return BankFacts(questions=questions, topics=TOPICS)


class FindingTests(TestCase):
    def paths(self, rules, *, severity=None, **kwargs):
        found = findings(rules, **kwargs)
        return [each.path for each in found if severity in (None, each.severity)]

    def assert_found(self, rules, path, severity=Severity.WRONG):
        self.assertIn(path, self.paths(rules, severity=severity))

    def test_every_ready_made_set_can_be_published(self):
        for code in PRESETS:
            with self.subTest(code=code):
                self.assertEqual(blocking(findings(rule_set(code))), [])

    def test_ac_04_a_prediction_needs_a_target(self):
        rules = with_round(rule_set("tuan-du-doan"), 2, prediction="none")
        self.assertEqual(self.paths(rules), ["rounds.2.prediction"])

    def test_a_target_needs_its_place_in_the_ranking(self):
        rules = with_round(rule_set("mot-luot"), 1, prediction="people")
        self.assertEqual(self.paths(rules), ["rounds.1.tie_breaks"])

    def test_windows(self):
        rules = rule_set("tuan-du-doan")
        turned = with_round(rules, 0, closes_at=OPENS)
        self.assertIn("rounds.0.closes_at", self.paths(turned))
        late = rules.rounds[1].opens_at + timedelta(seconds=1)
        overlapping = with_round(rules, 0, closes_at=late)
        self.assertEqual(self.paths(overlapping, severity=Severity.DOUBTFUL), ["rounds.1.opens_at"])
        touching = with_round(rules, 0, closes_at=rules.rounds[1].opens_at)
        self.assertEqual(self.paths(touching), [])

    def test_a_round_that_was_missed_at_the_first_publication(self):
        rules = rule_set("tuan-du-doan")
        first, second, *_later = rules.rounds
        self.assertEqual(self.paths(rules, now=first.opens_at - SECOND), [])
        self.assertEqual(
            self.paths(rules, now=second.opens_at, severity=Severity.MISSING),
            ["rounds.0.closes_at"],
        )
        self.assertEqual(
            self.paths(rules, now=second.opens_at, severity=Severity.DOUBTFUL),
            ["rounds.1.opens_at"],
        )
        for now, closed in (
            (first.closes_at - SECOND, []),
            (first.closes_at, ["rounds.0.closes_at"]),
        ):
            self.assertEqual(self.paths(rules, now=now, severity=Severity.MISSING), closed)

    def test_practice_may_be_over_when_it_is_published(self):
        rules = with_round(
            rule_set("theo-bang"), 0, opens_at=OPENS - timedelta(days=9), closes_at=OPENS - SECOND
        )
        self.assertEqual(rules.rounds[0].kind, "practice")
        self.assertEqual(self.paths(rules, now=OPENS - SECOND), [])

    def test_one_fault_at_its_field(self):
        one = rule_set("mot-luot")
        for path, changed in {
            "rounds.0.counting": {"attempts": 3},
            "rounds.0.attempts": {"attempts": 0},
            "rounds.0.seconds": {"seconds": 0},
            "rounds.0.tie_breaks": {"tie_breaks": ("score", "duration")},
            "rounds.0.draws.0.count": {"draws": (DrawRules(count=0), DrawRules(count=1))},
            "rounds.0.draws.0.league": {"draws": (DrawRules(count=1, league="x"),)},
            "rounds.0.number": {"number": 0},
        }.items():
            with self.subTest(path=path):
                self.assert_found(with_round(one, 0, **changed), path)

    def test_a_key_that_stands_twice(self):
        rules = with_round(
            rule_set("mot-luot"), 0, tie_breaks=("score", "submitted", "score", "submitted")
        )
        self.assert_found(rules, "rounds.0.tie_breaks")

    def test_the_sum_is_decided_too(self):
        rules = replace(rule_set("cong-diem"), cumulative_tie_breaks=("score",))
        self.assert_found(rules, "cumulative_tie_breaks")

    def test_a_gate_that_nobody_can_pass(self):
        rules = with_round(rule_set("tuan-du-doan"), 0, draws=())
        self.assert_found(rules, "rounds.0.gate", Severity.MISSING)
        self.assert_found(rules, "rounds.0.draws", Severity.MISSING)

    def test_a_question_twice_for_one_person(self):
        twice = (FixedRules("a"), FixedRules("a", league="thieu-nien"))
        rules = with_round(rule_set("theo-bang"), 1, fixed=twice)
        self.assert_found(rules, "rounds.1.fixed.1.question")
        apart = (FixedRules("a", league="thanh-nien"), FixedRules("a", league="thieu-nien"))
        self.assertEqual(self.paths(with_round(rule_set("theo-bang"), 1, fixed=apart)), [])

    def test_persons_are_known_by_what_is_asked(self):
        rules = replace(rule_set("theo-bang"), asks_phone=False)
        self.assert_found(rules, "asks_phone")
        self.assert_found(replace(rules, asks_birth_date=False), "asks_birth_date")
        self.assert_found(replace(rule_set("cong-diem"), asks_unit=False), "asks_unit")

    def test_leagues_by_age(self):
        rules = rule_set("theo-bang")
        children, youth = rules.leagues
        gap = replace(rules, leagues=(children, replace(youth, age_from=18)))
        self.assertEqual(self.paths(gap, severity=Severity.DOUBTFUL), ["leagues"])
        overlap = replace(rules, leagues=(children, replace(youth, age_from=15)))
        self.assertEqual(self.paths(overlap), ["leagues.1.age_from"])
        short = replace(rules, leagues=(children, replace(youth, age_to=28)))
        self.assertEqual(self.paths(short), ["leagues"])

    def test_leagues_by_age_and_kind_do_not_overlap(self):
        rules = rule_set("theo-bang")
        apart = (
            LeagueRules("thieu-nien", "A", unit_kinds=("school",)),
            LeagueRules("thanh-nien", "B", unit_kinds=("commune", "ward")),
        )
        self.assertEqual(self.paths(replace(rules, leagues=apart)), [])

    def test_a_league_without_questions_or_prizes(self):
        rules = rule_set("theo-bang")
        third = LeagueRules("lon", "Bảng C", age_from=31, age_to=35)
        rules = replace(rules, age_to=35, leagues=(*rules.leagues, third))
        self.assert_found(rules, "leagues.2.code", Severity.MISSING)
        self.assert_found(rules, "leagues.2.code", Severity.DOUBTFUL)

    def test_prizes(self):
        rules = rule_set("mot-luot")
        first, second, *rest = rules.prizes
        for path, changed in {
            "prizes.1.place": (first, replace(second, place=1), *rest),
            "prizes.0.place": (replace(first, place=7), second, *rest),
            "prizes.0.round": (replace(first, round=9),),
            "prizes.0.count": (replace(first, count=0),),
        }.items():
            with self.subTest(path=path):
                self.assert_found(replace(rules, prizes=changed), path)

    def test_a_prize_of_the_whole_contest_needs_the_sum(self):
        rules = replace(rule_set("cong-diem"), is_cumulative=False)
        self.assert_found(rules, "prizes.0.round")
        self.assertNotIn("prizes.4.round", self.paths(rules))

    def test_rates_need_headcounts(self):
        facts = BankFacts(questions=bank(t1=50).questions, topics=TOPICS, units_without_headcount=3)
        found = findings(rule_set("cong-diem"), bank=facts)
        self.assertEqual({each.path for each in found}, {"prizes.4.measure", "prizes.5.measure"})
        self.assertEqual(blocking(found), [])


class BankTests(TestCase):
    """AC-04: a draw of 15 with quotas 7 + 3 + 5."""

    def found(self, facts: BankFacts, *fixed: FixedRules):
        draws = tuple(
            DrawRules(count=count, topic=topic) for topic, count in ((1, 7), (2, 3), (3, 5))
        )
        rules = with_round(rule_set("mot-luot"), 0, draws=draws, fixed=fixed)
        rules = replace(rules, rounds=rules.rounds[:1], prizes=())
        return [each.path for each in findings(rules, bank=facts)]

    def test_exactly_enough_is_enough(self):
        self.assertEqual(self.found(bank(t1=7, t2=3, t3=5)), [])

    def test_topics_below_fill_the_quota(self):
        self.assertEqual(self.found(bank(t1=2, t4=5, t2=3, t3=5)), [])

    def test_ac_04_one_too_few_is_said_at_its_quota(self):
        self.assertEqual(self.found(bank(t1=7, t2=2, t3=5)), ["rounds.0.draws.1.count"])

    def test_a_question_for_all_is_not_drawn_as_well(self):
        fixed = FixedRules("t3-0")
        self.assertEqual(self.found(bank(t1=7, t2=3, t3=5), fixed), ["rounds.0.draws.2.count"])
        self.assertEqual(self.found(bank(t1=7, t2=3, t3=6), fixed), [])

    def test_an_unknown_question_is_refused(self):
        unknown = FixedRules("gone")
        self.assertEqual(self.found(bank(t1=7, t2=3, t3=5), unknown), ["rounds.0.fixed.0.question"])
