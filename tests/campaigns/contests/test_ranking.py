"""The table of a round: which attempt counts, who is ahead, and why. Pure."""

from dataclasses import replace
from itertools import combinations, pairwise

from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.contests.choices import CountingRule, Gate, PredictionTarget, RoundKind, TieBreak
from campaigns.contests.results.ranking import (
    NO_GUESS,
    Counts,
    RankedAttempt,
    Status,
    chain_of,
    deciding_key,
    rank,
    rank_sum,
)
from campaigns.contests.results.ranking_bytes import (
    Inputs,
    from_bytes,
    inputs_from_bytes,
    inputs_to_bytes,
    to_bytes,
)
from campaigns.contests.results.reasons import explain
from campaigns.contests.rules import ContestRules, DrawRules

from .tables import SECOND, attempt, week

AN, BINH, CHI = 1, 2, 3
GUESSING = week(
    prediction=PredictionTarget.PEOPLE,
    gate=Gate.FULL_MARKS,
    tie_breaks=("score", "distance", "submitted"),
)


def places(table):
    return [(row.entrant, row.place) for row in table.rows]


class AcceptanceTests:
    def test_ac_01_best_then_earliest_is_one_person_among_the_full_marks(self):
        tries = [
            attempt(1, AN, 4),
            attempt(2, AN, 5, is_full=True),
            attempt(3, AN, 5, is_full=True, took=10),
        ]
        table = rank(week(attempts=3), tries, None)
        assert [row.attempt for row in table.rows] == [2]
        assert table.counts == Counts(people=1, attempts=3, full_mark_people=1, out_people=0)

    def test_ac_02_over_and_under_tie_and_the_earlier_submission_is_ahead(self):
        guesses = ((AN, 4098, 30), (BINH, 4100, 20), (CHI, 4096, 10))
        tries = [
            attempt(pk, pk, 5, is_full=True, prediction=guess, begins=begins)
            for pk, guess, begins in guesses
        ]
        table = rank(GUESSING, tries, 4098)
        assert places(table) == [(AN, 1), (CHI, 2), (BINH, 3)]
        assert [row.distance for row in table.rows] == [0, 2, 2]
        assert deciding_key(table.tie_breaks, *table.rows[1:]) == TieBreak.SUBMITTED

    def test_ac_03_an_exact_guess_without_full_marks_has_no_place(self):
        rules = replace(GUESSING, prediction=PredictionTarget.ATTEMPTS)
        tries = [
            attempt(1, AN, 140, prediction=75_594),
            attempt(2, BINH, 150, is_full=True, prediction=80_000),
        ]
        table = rank(rules, tries, 75_594)
        assert places(table) == [(BINH, 1), (AN, 0)]
        assert table.rows[1].status == Status.BELOW_GATE

    def test_ac_07_a_second_less_is_ahead_and_the_same_time_goes_to_the_earlier(self):
        tries = [
            attempt(1, AN, 20, took=191, begins=0),
            attempt(2, BINH, 20, took=190, begins=50),
            attempt(3, CHI, 20, took=190, begins=40),
        ]
        assert places(rank(week(), tries, None)) == [(CHI, 1), (BINH, 2), (AN, 3)]

    def test_ac_08_the_best_of_five_counts_the_earlier_of_equal_ones(self):
        scores = (240, 270, 300, 290, 300)
        tries = [attempt(pk, AN, score) for pk, score in enumerate(scores, start=1)]
        (row,) = rank(week(attempts=5), tries, None).rows
        assert (row.score, row.attempt) == (3_000_000, 3)

    def test_ac_09_nineteen_scored_items_and_a_prediction_are_nineteen_points_at_most(self):
        rules = week(attempts=3, prediction="people", draws=(DrawRules(count=19),))
        assert rules.points_for("") == 19
        tries = [
            attempt(1, AN, 18, prediction=9),
            attempt(2, AN, 19, prediction=1, is_full=True),
            attempt(3, AN, 17, prediction=9),
        ]
        (row,) = rank(rules, tries, 9).rows
        assert (row.score, row.distance) == (190_000, 8)

    def test_ac_12_practice_has_no_rows_and_no_numbers(self):
        practice = week(kind=RoundKind.PRACTICE)
        table = rank(practice, [attempt(1, AN, 5, is_full=True)], None)
        assert (table.rows, table.counts) == ((), Counts(0, 0, 0, 0))
        contest = ContestRules(title="", is_cumulative=True, rounds=(practice,))
        assert rank_sum(contest, [attempt(1, AN, 5)], {}).rows == ()

    def test_ac_13_a_missed_week_is_nothing_and_no_exclusion(self):
        contest = ContestRules(
            title="", is_cumulative=True, rounds=tuple(week(number) for number in (1, 2, 3, 4))
        )
        tries = [attempt(number, AN, 4, round=number) for number in (1, 2, 4)]
        tries += [attempt(10 + number, BINH, 2, round=number) for number in (1, 2, 3, 4)]
        table = rank_sum(contest, tries, {})
        assert [(row.entrant, row.place, row.score) for row in table.rows] == [
            (AN, 1, 120_000),
            (BINH, 2, 80_000),
        ]


class RankTests:
    def test_the_last_one_counts_where_the_rules_say_so(self):
        tries = [attempt(1, AN, 5), attempt(2, AN, 3)]
        (row,) = rank(week(counting=CountingRule.LAST), tries, None).rows
        assert row.attempt == 2

    def test_who_is_equal_in_every_key_shares_the_place_and_the_next_is_skipped(self):
        tries = [attempt(1, AN, 5, begins=0), attempt(2, BINH, 5, begins=0), attempt(3, CHI, 4)]
        table = rank(week(), tries, None)
        assert [(row.place, row.is_shared) for row in table.rows] == [
            (1, True),
            (1, True),
            (3, False),
        ]

    def test_each_league_has_its_own_places_and_the_top_of_each_stands_at_the_top(self):
        tries = [
            attempt(1, AN, 5, league="a"),
            attempt(2, BINH, 4, league="a"),
            attempt(3, CHI, 3, league="b"),
        ]
        assert places(rank(week(), tries, None)) == [(AN, 1), (CHI, 1), (BINH, 2)]

    def test_the_disqualified_stay_without_a_place_and_out_of_the_numbers(self):
        tries = [
            attempt(1, AN, 5, is_full=True, is_out=True, unit=7),
            attempt(2, BINH, 4, unit=7),
        ]
        table = rank(week(), tries, None, {7: 10})
        assert places(table) == [(BINH, 1), (AN, 0)]
        assert table.rows[1].status == Status.OUT
        assert table.counts == Counts(people=1, attempts=1, full_mark_people=0, out_people=1)
        assert table.units == ((7, "", 1, 0, 40_000, 10),)

    def test_no_prediction_is_behind_the_worst_one(self):
        tries = [
            attempt(1, AN, 5, is_full=True),
            attempt(2, BINH, 5, is_full=True, prediction=4_000_000_000),
        ]
        assert places(rank(GUESSING, tries, 1)) == [(BINH, 1), (AN, 2)]

    def test_in_a_sum_leaving_out_a_prediction_is_never_nearer(self):
        rounds = tuple(week(number, prediction="people") for number in (1, 2))
        contest = ContestRules(title="", rounds=rounds, cumulative_tie_breaks=("distance",))
        tries = [
            attempt(1, AN, 5, prediction=100),
            attempt(2, BINH, 5, prediction=1),
            attempt(3, BINH, 5, prediction=1, round=2),
        ]
        table = rank_sum(contest, tries, {1: 100, 2: 9_000})
        assert [(row.entrant, row.distance) for row in table.rows] == [
            (BINH, 99 + 8_999),
            (AN, NO_GUESS),
        ]


class ExplainTests:
    names = ("chị A", "anh B")

    def sentence(self, *tries, rules=None, truth=None):
        table = rank(rules or week(), tries, truth)
        with override("en"):
            return explain(table, *table.rows[:2], names=self.names, full_marks=20)

    def test_the_key_that_decided_is_named_with_both_values(self):
        said = self.sentence(attempt(1, AN, 20, took=190), attempt(2, BINH, 20, took=191))
        assert said == "Both 20/20 points; chị A took 3 min 10 s, anh B took 3 min 11 s."

    def test_parts_of_a_second_are_written_where_they_decide(self):
        said = self.sentence(attempt(1, AN, 20, took=190.25), attempt(2, BINH, 20, took=190.5))
        assert "took 3 min 10.250 s, anh B took 3 min 10.500 s" in said

    def test_shared_places_say_so(self):
        said = self.sentence(attempt(1, AN, 5, begins=0), attempt(2, BINH, 5, begins=0))
        assert "they share the place" in said

    def test_the_gate_and_a_disqualification_are_reasons(self):
        full = attempt(1, AN, 20, is_full=True, prediction=5)
        said = self.sentence(full, attempt(2, BINH, 19, prediction=5), rules=GUESSING, truth=5)
        assert said.startswith("anh B has not everything right")
        out = attempt(2, BINH, 20, is_full=True, is_out=True)
        assert "disqualified" in self.sentence(full, out)

    def test_it_is_said_in_vietnamese(self):
        table = rank(week(), [attempt(1, AN, 20, took=190), attempt(2, BINH, 20, took=191)], None)
        with override("vi"):
            said = explain(table, *table.rows, names=self.names, full_marks=20)
        assert said == (
            "Cùng 20/20 điểm; chị A làm trong 3 phút 10 giây, anh B làm trong 3 phút 11 giây."
        )


tries_of_some = st.lists(
    st.builds(
        RankedAttempt,
        attempt=st.just(0),
        entrant=st.integers(1, 6),
        round=st.integers(1, 2),
        unit=st.just(0),
        league=st.just(""),
        score=st.integers(0, 3),
        is_full=st.booleans(),
        prediction=st.none() | st.integers(0, 5),
        started=st.integers(0, 3),
        submitted=st.integers(3, 6),
        is_out=st.just(False),
    ),
    max_size=14,
).map(
    lambda tries: [
        each._replace(attempt=place, league="ab"[each.entrant % 2], is_out=each.entrant == 6)
        for place, each in enumerate(tries, start=1)
    ]
)
chains = st.permutations(list(TieBreak)).flatmap(
    lambda keys: st.integers(1, 6).map(lambda count: tuple(str(key) for key in keys[:count]))
)
round_rules = st.builds(
    week,
    number=st.just(1),
    counting=st.sampled_from(CountingRule.values),
    gate=st.sampled_from(Gate.values),
    prediction=st.just("people"),
    tie_breaks=chains,
)


class PropertyTests:
    @given(tries_of_some, round_rules, st.randoms())
    @settings(max_examples=60)
    def test_the_order_in_which_attempts_come_changes_no_byte(self, tries, rules, rng):
        contest = ContestRules(title="x", rounds=(rules,), cumulative_tie_breaks=rules.tie_breaks)
        mixed = rng.sample(tries, len(tries))
        for number in (0, 1):
            one, other = (
                Inputs(contest, number, ((1, 3),), ((1, 9),), tuple(each))
                for each in (tries, mixed)
            )
            assert inputs_to_bytes(one) == inputs_to_bytes(other)
            assert to_bytes(one.table()) == to_bytes(other.table())
            assert to_bytes(inputs_from_bytes(inputs_to_bytes(other)).table()) == to_bytes(
                one.table()
            )
            assert from_bytes(to_bytes(one.table())) == one.table()

    @given(tries_of_some, round_rules)
    @settings(max_examples=60)
    def test_the_order_is_total_and_the_deciding_key_agrees_with_it(self, tries, rules):
        table = rank(rules, tries, 3)
        chain = chain_of(rules.tie_breaks)
        ranked = [row for row in table.rows if row.status == Status.RANKED]
        for one, other in combinations(ranked, 2):
            if one.league != other.league:
                continue
            key = deciding_key(rules.tie_breaks, one, other)
            assert (key is None) == (one.place == other.place)
            assert (chain(one) < chain(other)) == (one.place < other.place)
        for one, other in pairwise(ranked):
            assert one.place <= other.place
        for league in "ab":
            own = [row for row in ranked if row.league == league]
            for row in own:
                better = sum(chain(each) < chain(row) for each in own)
                assert row.place == better + 1
                assert row.is_shared == (sum(chain(each) == chain(row) for each in own) > 1)

    @given(tries_of_some, round_rules, st.data())
    @settings(max_examples=60)
    def test_a_better_score_never_loses_a_place(self, tries, rules, data):
        rules = replace(rules, tie_breaks=("score", "submitted"), counting="best", gate="all")
        if not (own := [each for each in tries if each.round == 1]):
            return
        better = data.draw(st.sampled_from(own))
        raised = [each._replace(score=9) if each == better else each for each in tries]
        before, after = (
            {row.entrant: row.place for row in rank(rules, each, 3).rows}
            for each in (tries, raised)
        )
        assert after[better.entrant] <= before[better.entrant]

    @given(st.integers(0, 400 * SECOND), st.integers(0, 400 * SECOND))
    def test_the_times_in_the_sentence_differ_whenever_the_times_do(self, one, other):
        tries = [attempt(1, AN, 5, begins=0, took=0), attempt(2, BINH, 5, begins=0, took=0)]
        tries = [
            each._replace(submitted=each.started + took)
            for each, took in zip(tries, (one, other), strict=True)
        ]
        table = rank(week(), tries, None)
        with override("en"):
            said = explain(table, *table.rows, names=("A", "B"))
        if one == other:
            assert "they share the place" in said
        else:
            first, second = said.split("; A took ")[1].rstrip(".").split(", B took ")
            assert first != second
