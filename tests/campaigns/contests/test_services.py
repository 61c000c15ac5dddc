"""From a draft to published rules and their later versions."""

import hashlib
from dataclasses import replace

from django.test import SimpleTestCase, TestCase

from campaigns.contests.bank import read_bank
from campaigns.contests.models import Contest, League, Round, RulesVersion
from campaigns.contests.moments import VIET_NAM
from campaigns.contests.presets import PRESETS
from campaigns.contests.reading import published_rules, rules_of, typed_rules
from campaigns.contests.rule_errors import (
    AlreadyPublishedError,
    ContestInUseError,
    FrozenRulesError,
    NotPublishedError,
    NotReadyError,
    ReasonMissingError,
)
from campaigns.contests.rules import ContestRules, from_json, to_json
from campaigns.contests.services import (
    change_rules,
    copy_contest,
    delete_contest,
    keep_contest,
    publish_contest,
)
from quizblocks.choices import QuestionUse
from tests.quizblocks.factories import make_question, make_topic
from tests.units.factories import make_unit

from .factories import make_contest
from .rule_sets import DAY, OPENS, WEEK, rule_set, with_round

TODAY = OPENS.date()


def in_order(rules: ContestRules) -> ContestRules:
    """Return ``rules`` with the prizes in a fixed order: the rows have one of their own."""
    return replace(rules, prizes=tuple(sorted(rules.prizes, key=repr)))


class RulesJsonTests(SimpleTestCase):
    def test_what_is_written_is_read_again(self):
        for code in PRESETS:
            with self.subTest(code=code):
                rules = rule_set(code)
                self.assertEqual(from_json(to_json(rules)), rules)

    def test_the_same_moment_is_written_alike(self):
        rules = rule_set("mot-luot")
        there = rules.rounds[0].opens_at.astimezone(VIET_NAM)
        self.assertEqual(to_json(with_round(rules, 0, opens_at=there)), to_json(rules))


class ContestServiceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.topic = make_topic()
        for number in range(20):
            make_question(cls.topic, f"Câu hỏi số {number}?", use=QuestionUse.CONTEST)

    def fresh(self, contest: Contest) -> Contest:
        return Contest.objects.get(pk=contest.pk)

    def test_every_ready_made_set_is_kept_as_it_is(self):
        for code in PRESETS:
            with self.subTest(code=code):
                contest = make_contest(code)
                with self.assertNumQueries(5):
                    rules = rules_of(contest)
                self.assertEqual(in_order(rules), in_order(rule_set(code)))
                self.assertEqual(typed_rules(self.fresh(contest)), rules)

    def test_publishing_writes_version_one(self):
        contest = make_contest()
        with self.assertRaises(NotPublishedError):
            published_rules(contest)
        version = publish_contest(contest=contest, user=None, now=OPENS - DAY)
        self.assertEqual((version.number, version.made_at), (1, OPENS - DAY))
        self.assertEqual(published_rules(contest), (version, rule_set("mot-luot")))
        digest = hashlib.sha256(version.content.encode()).hexdigest()
        self.assertEqual(version.content_hash, digest)
        self.assertEqual(self.fresh(contest).published_at, OPENS - DAY)
        with self.assertRaises(AlreadyPublishedError):
            publish_contest(contest=contest, user=None, now=OPENS)

    def test_a_bank_too_small_is_refused(self):
        contest = make_contest("nam-luot")
        with self.assertRaises(NotReadyError) as caught:
            publish_contest(contest=contest, user=None, now=OPENS - DAY)
        paths = [each.path for each in caught.exception.findings]
        self.assertEqual(paths, [f"rounds.{number}.draws.0.count" for number in range(4)])
        self.assertFalse(RulesVersion.objects.exists())

    def test_a_round_that_has_closed_is_refused_at_the_first_publication_only(self):
        contest = make_contest()
        first = rule_set("mot-luot").rounds[0]
        with self.assertRaises(NotReadyError) as caught:
            publish_contest(contest=contest, user=None, now=first.closes_at)
        paths = [each.path for each in caught.exception.findings]
        self.assertEqual(paths, ["rounds.0.closes_at"])
        publish_contest(contest=contest, user=None, now=first.opens_at)
        changed = self.fresh(contest)
        changed.title = "Tên khác"
        version = change_rules(
            contest=changed, reason="Sửa tên.", user=None, now=first.closes_at + DAY
        )
        self.assertEqual(version.number, 2)

    def test_a_change_needs_a_reason_and_makes_the_next_version(self):
        contest = make_contest()
        publish_contest(contest=contest, user=None, now=OPENS - DAY)
        changed = self.fresh(contest)
        rounds = changed.rounds.get_object_list()
        rounds[0].closes_at += DAY
        with self.assertRaises(ReasonMissingError):
            change_rules(contest=changed, reason=" ", user=None, now=OPENS)
        self.assertEqual(rules_of(contest), rule_set("mot-luot"))
        changed = self.fresh(contest)
        changed.rounds.get_object_list()[0].closes_at += DAY
        version = change_rules(contest=changed, reason="Mất điện.", user=None, now=OPENS)
        self.assertEqual((version.number, version.reason), (2, "Mất điện."))
        self.assertEqual(published_rules(contest), (version, rules_of(contest)))
        self.assertEqual(from_json(contest.versions.get(number=1).content), rule_set("mot-luot"))

    def test_what_is_no_rule_changes_without_a_version(self):
        contest = make_contest()
        publish_contest(contest=contest, user=None, now=OPENS - DAY)
        changed = self.fresh(contest)
        changed.summary = "Vui và bổ ích."
        self.assertEqual(change_rules(contest=changed, reason="", user=None, now=OPENS).number, 1)
        self.assertEqual(self.fresh(contest).summary, "Vui và bổ ích.")

    def test_what_must_not_change_leaves_the_rows_alone(self):
        contest = make_contest()
        publish_contest(contest=contest, user=None, now=OPENS - DAY)
        changed = self.fresh(contest)
        changed.rounds.get_object_list()[0].seconds = 60
        with self.assertRaises(FrozenRulesError) as caught:
            change_rules(contest=changed, reason="Vì thế.", user=None, now=OPENS)
        self.assertEqual([each.path for each in caught.exception.findings], ["rounds.0.seconds"])
        self.assertEqual(rules_of(contest), rule_set("mot-luot"))

    def test_rounds_exchange_their_numbers_and_a_league_goes(self):
        contest = self.fresh(make_contest("theo-bang"))
        first, second = contest.rounds.get_object_list()
        first.number, second.number = 2, 1
        leagues = contest.leagues.get_object_list()
        del leagues[0]
        for prize in contest.prizes.get_object_list():
            prize.league = None
        for round_ in (first, second):
            for draw in round_.draws.get_object_list():
                draw.league = None
        keep_contest(contest=contest)
        titles = Round.objects.filter(contest=contest).values_list("number", "title")
        self.assertEqual(list(titles), [(1, "Vòng chính thức"), (2, "Thi thử")])
        self.assertEqual(League.objects.get(contest=contest).code, "thanh-nien")

    def test_a_copy_is_a_draft_of_its_own(self):
        contest = make_contest("theo-bang", summary="Vui.")
        copied = copy_contest(contest=contest)
        self.assertEqual((copied.summary, copied.published_at), ("Vui.", None))
        self.assertNotEqual(copied.slug, contest.slug)
        self.assertEqual(rules_of(copied).rounds, rules_of(contest).rounds)
        self.assertFalse(set(copied.leagues.all()) & set(contest.leagues.all()))

    def test_only_a_draft_is_deleted(self):
        contest = make_contest("theo-bang")
        delete_contest(contest=contest)
        self.assertFalse(Contest.objects.exists())
        contest = make_contest()
        publish_contest(contest=contest, user=None, now=OPENS - WEEK)
        with self.assertRaises(ContestInUseError):
            delete_contest(contest=contest)

    def test_the_bank_is_read_at_once_and_only_for_contests(self):
        make_question(self.topic, "Câu luyện tập?")
        root = make_unit()
        make_unit("Xã A", parent=root)
        with self.assertNumQueries(4):
            facts = read_bank(today=TODAY)
        self.assertEqual(len(facts.questions), 20)
        self.assertEqual(facts.units_without_headcount, 1)
