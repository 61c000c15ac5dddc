"""Closing a round, making versions of its table, and making them again."""

from datetime import date, timedelta
from io import StringIO

from django.core.management import CommandError, call_command
from django.test import TestCase

from campaigns.contests.choices import AttemptState
from campaigns.contests.evidence.chain import chain_marks
from campaigns.contests.evidence.checking import verify_chain
from campaigns.contests.models import FrozenTruth, Ranking
from campaigns.contests.results.changes import Cause, changes_between
from campaigns.contests.results.closing import close_round
from campaigns.contests.results.errors import (
    NoSumError,
    NothingChangedError,
    OpenAttemptsError,
    PracticeRoundError,
    ReasonMissingError,
    RoundNotClosedError,
    RoundRunningError,
    StandingError,
)
from campaigns.contests.results.prizes import awards_from_bytes
from campaigns.contests.results.ranking import Status
from campaigns.contests.results.ranking_bytes import from_bytes
from campaigns.contests.results.standings import disqualify, reinstate
from campaigns.contests.results.versions import is_stale, make_ranking
from campaigns.contests.rules import PrizeRules
from goodnews.units.models import Headcount, UnitMerger
from tests.units.factories import make_unit

from .contests_world import (
    AFTER,
    CLOSES,
    SECOND,
    make_attempt,
    make_contest,
    make_entrant,
    make_round,
    publish_rules,
    rescore,
)


def table_of(ranking):
    return from_bytes(Ranking.objects.get(pk=ranking.pk).content.encode())


def places(ranking):
    return [(row.entrant, row.place) for row in table_of(ranking).rows]


class Close:
    """What most tests do: close, rank."""

    def close(self, round_=None, now=AFTER):
        return close_round(round_=round_ or self.round, user=None, now=now)

    def rank(self, round_=None, reason="", now=AFTER):
        return make_ranking(
            contest=self.contest, round_=round_ or self.round, reason=reason, user=None, now=now
        )


class VersionTests(Close, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.contest = make_contest()
        cls.round = make_round(cls.contest)
        cls.rules = publish_rules(cls.contest)
        province = make_unit()
        cls.commune = make_unit("Xã Minh Họa", parent=province)
        cls.an, cls.binh, cls.chi = (
            make_entrant(cls.contest, name, unit=cls.commune) for name in ("An", "Bình", "Chi")
        )
        cls.attempts = [
            make_attempt(cls.an, cls.round, 2, took=100),
            make_attempt(cls.binh, cls.round, 2, took=110),
            make_attempt(cls.chi, cls.round, 1),
        ]

    def test_a_running_round_is_not_closed_and_a_round_is_closed_before_it_is_ranked(self):
        with self.assertRaises(RoundRunningError):
            self.close(now=CLOSES - SECOND)
        with self.assertRaises(RoundNotClosedError):
            self.rank()
        self.close(now=CLOSES)
        self.assertEqual(
            places(self.rank()), [(self.an.pk, 1), (self.binh.pk, 2), (self.chi.pk, 3)]
        )

    def test_an_attempt_that_is_still_open_holds_the_closing_up(self):
        make_attempt(self.an, self.round, 0, state=AttemptState.OPEN, submitted_at=None)
        with self.assertRaises(OpenAttemptsError):
            self.close()

    def test_ac_12_practice_is_never_counted(self):
        practice = make_round(self.contest, 9, kind="practice")
        make_attempt(self.an, practice, 2)
        with self.assertRaises(PracticeRoundError):
            self.close(practice, now=practice.closes_at)
        with self.assertRaises(PracticeRoundError):
            self.rank(practice, now=practice.closes_at)

    def test_ac_18_after_an_annulment_version_2_stands_beside_version_1(self):
        self.close()
        first = self.rank()
        for attempt, score in zip(self.attempts, (1, 2, 2), strict=True):
            rescore(attempt, score)
        chain_marks(
            contest_id=self.contest.pk, attempts=[each.pk for each in self.attempts], now=AFTER
        )
        self.assertTrue(is_stale(first, AFTER))
        with self.assertRaises(ReasonMissingError):
            self.rank()
        second = self.rank(reason="Câu 1 bị hủy.")
        self.assertEqual((first.number, second.number), (1, 2))
        self.assertEqual(places(first)[0], (self.an.pk, 1))
        self.assertEqual(places(second), [(self.binh.pk, 1), (self.chi.pk, 2), (self.an.pk, 3)])
        changes = changes_between(
            table_of(first),
            table_of(second),
            *(awards_from_bytes(each.awards.encode()) for each in (first, second)),
        )
        self.assertEqual(
            [(move.entrant, move.cause) for move in changes.moves],
            [
                (self.binh.pk, Cause.OTHERS),
                (self.chi.pk, Cause.SCORE),
                (self.an.pk, Cause.SCORE),
            ],
        )
        self.assertEqual(changes.lost, ((0, self.an.pk), (1, self.binh.pk)))
        self.assertEqual(changes.won, ((0, self.binh.pk), (1, self.chi.pk)))
        out = StringIO()
        call_command("contest_ranking", "--check", stdout=out)
        self.assertEqual(out.getvalue().count("same bytes"), 2)
        self.assertTrue(verify_chain(self.contest, AFTER).holds)

    def test_a_version_that_would_say_the_same_is_refused(self):
        self.close()
        self.rank()
        with self.assertRaises(NothingChangedError):
            self.rank(reason="Không có gì.")

    def test_replay_finds_a_table_that_was_changed(self):
        self.close()
        ranking = self.rank()
        Ranking.objects.filter(pk=ranking.pk).update(
            content=ranking.content.replace("1,0,r", "2,0,r")
        )
        with self.assertRaises(CommandError):
            call_command("contest_ranking", "--check", stdout=StringIO())

    def test_a_disqualification_keeps_the_row_and_needs_a_reason(self):
        self.close()
        self.rank()
        with self.assertRaises(ReasonMissingError):
            disqualify(entrant=self.an, reason=" ", user=None, now=AFTER)
        disqualify(entrant=self.an, reason="Thi hộ.", user=None, now=AFTER)
        with self.assertRaises(StandingError):
            disqualify(entrant=self.an, reason="Thi hộ.", user=None, now=AFTER)
        ranking = self.rank(reason="Loại một thí sinh.")
        self.assertEqual(places(ranking), [(self.binh.pk, 1), (self.chi.pk, 2), (self.an.pk, 0)])
        self.assertEqual(table_of(ranking).rows[-1].status, Status.OUT)
        reinstate(entrant=self.an, reason="Nhầm người.", user=None, now=AFTER)
        self.assertEqual(places(self.rank(reason="Khôi phục."))[0], (self.an.pk, 1))

    def test_an_attempt_without_a_mark_makes_the_table_provisional(self):
        make_attempt(self.chi, self.round, None, begins=900)
        self.close()
        ranking = self.rank()
        self.assertTrue(ranking.is_provisional)
        self.assertEqual(table_of(ranking).counts.attempts, 3)

    def test_a_merged_unit_counts_as_the_one_it_is_part_of_with_the_headcount_of_that_week(self):
        merged_into = make_unit("Xã Lớn", parent=self.commune.get_parent())
        last_day = date(2026, 3, 9)
        UnitMerger.objects.create(
            unit=self.commune, into=merged_into, merged_on=last_day, recorded_at=AFTER
        )
        for day, count in ((date(2026, 1, 1), 40), (last_day, 50), (date(2026, 3, 10), 60)):
            Headcount.objects.create(
                unit=merged_into, counted_on=day, youth_count=count, member_count=0
            )
        self.close()
        (unit,) = table_of(self.rank()).units
        self.assertEqual((unit.unit, unit.people, unit.headcount), (merged_into.pk, 3, 50))


class TruthTests(Close, TestCase):
    def make(self, target):
        self.contest = make_contest()
        self.round = make_round(
            self.contest, prediction=target, tie_breaks=["score", "distance", "submitted"]
        )
        publish_rules(self.contest)
        self.an, self.binh, out = (make_entrant(self.contest, name) for name in "ABC")
        for score in (1, 2, 2):
            make_attempt(self.an, self.round, score, begins=score * 1000, prediction=2)
        make_attempt(self.binh, self.round, 1, prediction=3)
        make_attempt(out, self.round, 2, prediction=3)
        practice = make_round(self.contest, 2, kind="practice", opens_at=self.round.opens_at)
        make_attempt(self.binh, practice, 2)
        disqualify(entrant=out, reason="Người của ban tổ chức.", user=None, now=CLOSES)

    def test_ac_02_people_attempts_and_full_marks_are_counted_once_without_practice(self):
        for target, number in (("people", 2), ("attempts", 4), ("full_marks", 1)):
            with self.subTest(target=target):
                self.make(target)
                truth = self.close()
                self.assertEqual(truth.number, number)
                self.assertIn("practice excluded", truth.query)
                disqualify(entrant=self.binh, reason="Thi hộ.", user=None, now=AFTER)
                again = self.close(now=AFTER + timedelta(days=1))
                self.assertEqual((again.pk, again.number), (truth.pk, number))
                self.contest.slug = f"cu-{target}"
                self.contest.save()

    def test_nothing_is_frozen_where_nothing_is_asked(self):
        self.make("none")
        self.assertIsNone(self.close())
        self.assertFalse(FrozenTruth.objects.exists())

    def test_the_frozen_number_decides(self):
        self.make("attempts")
        self.close()
        row = table_of(self.rank()).rows[0]
        self.assertEqual((row.entrant, row.distance), (self.an.pk, 2))


class SumTests(Close, TestCase):
    def test_ac_13_a_missed_week_is_nothing_and_the_sum_is_provisional_until_all_are_closed(self):
        self.contest = make_contest(is_cumulative=True)
        rounds = [make_round(self.contest, number) for number in (1, 2)]
        publish_rules(self.contest, is_cumulative=True)
        an, binh = (make_entrant(self.contest, name) for name in ("An", "Bình"))
        make_attempt(an, rounds[0], 2)
        make_attempt(binh, rounds[0], 1)
        make_attempt(binh, rounds[1], 2)
        self.close(rounds[0])
        first = self.rank_sum()
        self.assertTrue(first.is_provisional)
        self.assertEqual(places(first), [(an.pk, 1), (binh.pk, 2)])
        later = AFTER + timedelta(weeks=1)
        self.close(rounds[1], now=later)
        final = self.rank_sum("Tuần 2 đã đóng.", later)
        self.assertFalse(final.is_provisional)
        self.assertEqual(places(final), [(binh.pk, 1), (an.pk, 2)])

    def test_a_prize_of_the_whole_contest_asks_for_the_sum_and_without_it_there_is_none(self):
        for prizes, is_asked in (((), False), ((PrizeRules("Giải", place=1, count=1),), True)):
            with self.subTest(is_asked=is_asked):
                self.contest = make_contest(f"mot-vong-{len(prizes)}")
                self.round = make_round(self.contest)
                publish_rules(self.contest, prizes=prizes)
                make_attempt(make_entrant(self.contest, "An"), self.round, 2)
                self.close()
                if is_asked:
                    self.assertEqual(self.rank_sum().number, 1)
                else:
                    with self.assertRaises(NoSumError):
                        self.rank_sum()

    def rank_sum(self, reason="", now=AFTER):
        return make_ranking(contest=self.contest, round_=None, reason=reason, user=None, now=now)

    def test_a_round_that_closes_without_anybody_makes_the_same_sum_final(self):
        self.contest = make_contest(is_cumulative=True)
        rounds = [make_round(self.contest, number) for number in (1, 2)]
        publish_rules(self.contest, is_cumulative=True)
        make_attempt(make_entrant(self.contest, "An"), rounds[0], 2)
        self.close(rounds[0])
        later = AFTER + timedelta(weeks=1)
        self.assertTrue(self.rank_sum(now=later).is_provisional)
        self.close(rounds[1], now=later)
        self.assertFalse(self.rank_sum("Tuần 2 đã đóng.", later).is_provisional)
