"""What is a sign: pure rules, held against many made-up attempts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from unittest import TestCase

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.contests.flags.rules import (
    LEAST_SECONDS,
    WRONG_ANYWHERE,
    WRONG_IN_UNIT,
    Moments,
    Pattern,
    Saved,
    Twin,
    impossible_moments,
    is_too_fast,
    pattern_of,
    shared,
    twins_among,
)

NOON = datetime(2026, 3, 26, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
answers = st.lists(
    st.builds(
        Saved,
        question=st.text("abcdef", min_size=1, max_size=2),
        content=st.dictionaries(st.just("picked"), st.lists(st.integers(0, 3), max_size=2)),
        share=st.sampled_from([None, Decimal(0), Decimal("0.5"), Decimal(1)]),
        saved_at=st.just(NOON),
    ),
    max_size=8,
)
twins = st.lists(
    st.builds(
        Twin,
        pattern=st.sampled_from([Pattern(b"a", 4), Pattern(b"b", 5), Pattern(b"c", 8)]),
        unit=st.integers(0, 2),
        entrant=st.integers(1, 6),
        number=st.integers(1, 3),
    ),
    max_size=20,
)


class RuleTests(TestCase):
    def test_a_minute_for_twenty_questions_is_the_edge(self):
        said = {"items": 20, "score": Decimal(20), "full_marks": 20}
        self.assertTrue(is_too_fast(seconds=59.9, **said))
        self.assertFalse(is_too_fast(seconds=60, **said))
        self.assertFalse(is_too_fast(**{**said, "score": Decimal("9.9")}, seconds=5))

    @QUICK
    @given(st.integers(0, 50), st.floats(0, 10_000), st.decimals(0, 50, places=4))
    def test_who_takes_the_time_to_read_is_never_too_fast(self, items, extra, score):
        seconds = items * LEAST_SECONDS + extra
        self.assertFalse(is_too_fast(items=items, seconds=seconds, score=score, full_marks=20))

    @QUICK
    @given(st.lists(st.integers(0, 900)), st.integers(0, 900), st.integers(0, 10_000))
    def test_an_honest_order_is_no_sign(self, saves, length, waited):
        moments = Moments(
            registered_at=NOON,
            started_at=NOON + waited * SECOND,
            submitted_at=NOON + (waited + length) * SECOND,
            before_ended=NOON + waited * SECOND,
        )
        saved = [NOON + (waited + min(each, length)) * SECOND for each in saves]
        self.assertEqual(impossible_moments(moments, saved), [])

    def test_each_impossible_moment_is_named(self):
        late = Moments(NOON, NOON - SECOND, NOON + SECOND, NOON)
        saved = [NOON - 2 * SECOND, NOON + 60 * SECOND]
        self.assertEqual(
            impossible_moments(late, saved),
            ["before_registration", "overlap", "saved_before", "saved_after"],
        )

    @QUICK
    @given(answers, st.randoms())
    def test_the_order_of_questions_makes_no_other_pattern(self, given_answers, rng):
        mixed = list(given_answers)
        rng.shuffle(mixed)
        self.assertEqual(pattern_of(mixed), pattern_of(given_answers))

    def test_another_answer_makes_another_pattern(self):
        one, two = ([Saved("q", {"picked": [row]}, Decimal(0), NOON)] for row in ("a", "b"))
        self.assertNotEqual(pattern_of(one), pattern_of(two))
        self.assertEqual(pattern_of(one).wrong, 1)

    @QUICK
    @given(twins)
    def test_twins_are_two_people_with_enough_wrong_answers(self, attempts):
        found = twins_among(attempts)
        for entrant, (twin, group, people) in found.items():
            others = {
                each.entrant
                for each in attempts
                if each.pattern == twin.pattern
                and (twin.pattern.wrong >= WRONG_ANYWHERE or each.unit == twin.unit)
            }
            self.assertEqual(twin.entrant, entrant)
            self.assertGreaterEqual(twin.pattern.wrong, WRONG_IN_UNIT)
            self.assertTrue(group)
            self.assertGreaterEqual(people, 2)
            self.assertGreaterEqual(len(others - {entrant}), 1)

    @QUICK
    @given(twins)
    def test_one_person_alone_is_no_twin(self, attempts):
        own = [each._replace(entrant=1) for each in attempts]
        self.assertEqual(twins_among(own), {})

    @QUICK
    @given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "a", "b"]))))
    def test_what_is_shared_is_shared_by_enough_people(self, pairs):
        for thing, people in shared(pairs, 3).items():
            self.assertGreaterEqual(len(set(people)), 3)
            self.assertTrue(thing)
