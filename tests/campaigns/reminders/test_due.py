"""The pure rules: what is due at a moment, and when nothing is sent at all."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from campaigns.reminders.due import (
    LONGEST_WAIT,
    Past,
    is_behind,
    may_try_again,
    next_number,
    silent_days,
)
from campaigns.reminders.quiet_hours import VIET_NAM, QuietHours

START = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.integers(0, 30 * 365 * 86400).map(lambda seconds: START + timedelta(seconds=seconds))
hours = st.times()
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 21, hour, minute, tzinfo=VIET_NAM)


class QuietHoursTests(SimpleTestCase):
    def test_the_night_is_quiet_from_its_first_moment_to_its_last(self):
        quiet = QuietHours()
        cases = (
            (at(20, 59), False),
            (at(21), True),
            (at(23, 59), True),
            (at(0), True),
            (at(6, 29), True),
            (at(6, 30), False),
            (at(12), False),
        )
        for moment, expected in cases:
            with self.subTest(moment=moment):
                self.assertEqual(quiet.hold_at(moment), expected)
                self.assertEqual(quiet.hold_at(moment.astimezone(UTC)), expected)

    def test_hours_within_a_day_and_no_hours_at_all(self):
        noon = QuietHours(time(11, 30), time(13))
        self.assertTrue(noon.hold_at(at(12)))
        self.assertFalse(noon.hold_at(at(13)))
        self.assertFalse(any(QuietHours(time(9), time(9)).hold_at(at(hour)) for hour in range(24)))

    def test_a_moment_without_a_zone_is_refused(self):
        with self.assertRaises(ValueError):
            QuietHours().hold_at(datetime(2026, 11, 21, 5))  # noqa: DTZ001

    @given(begin=hours, end=hours, moment=moments)
    def test_what_waits_goes_with_the_first_moment_that_is_not_quiet(self, begin, end, moment):
        quiet = QuietHours(begin, end)
        over = quiet.over_at(moment)
        self.assertFalse(quiet.hold_at(over))
        self.assertTrue(moment <= over < moment + DAY)
        if quiet.hold_at(moment):
            self.assertTrue(quiet.hold_at(over - timedelta(microseconds=1)))
        else:
            self.assertEqual(over, moment)

    @given(begin=hours, end=hours, moment=moments)
    def test_the_other_way_round_is_the_rest_of_the_day(self, begin, end, moment):
        if begin != end:
            one, other = QuietHours(begin, end), QuietHours(end, begin)
            self.assertNotEqual(one.hold_at(moment), other.hold_at(moment))


class NextNumberTests(SimpleTestCase):
    @given(
        runs=st.lists(st.tuples(moments, st.booleans()), max_size=30),
        days=st.integers(min_value=1, max_value=60),
    )
    def test_nobody_is_told_twice_within_the_interval(self, runs, days):
        every, told, past, numbers = timedelta(days=days), [], Past(), []
        for moment, arrives in sorted(runs):
            number = next_number(past, now=moment, every=every)
            if number is not None:
                numbers.append(number)
                told += [moment] if arrives else []
                past = Past(number, told[-1] if told else None)
        gaps = [later - earlier for earlier, later in pairwise(told)]
        self.assertTrue(all(gap >= every for gap in gaps))
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))

    @given(moment=moments, days=st.integers(min_value=1, max_value=60), number=st.integers(1, 99))
    def test_it_is_due_again_when_the_interval_is_over(self, moment, days, number):
        every, past = timedelta(days=days), Past(number, moment)
        self.assertEqual(next_number(past, now=moment + every, every=every), number + 1)
        self.assertIsNone(next_number(past, now=moment + every - SECOND, every=every))

    def test_two_that_have_read_the_same_past_write_the_same_number(self):
        past = Past(3, at(12) - 9 * DAY)
        numbers = {next_number(past, now=at(12, minute), every=7 * DAY) for minute in (0, 1)}
        self.assertEqual(numbers, {4})


class MayTryAgainTests(SimpleTestCase):
    def test_the_wait_doubles(self):
        failures = [at(7)]
        self.assertFalse(may_try_again(failures, now=at(7, 29)))
        self.assertTrue(may_try_again(failures, now=at(7, 30)))
        failures.append(at(7, 30))
        self.assertFalse(may_try_again(failures, now=at(8, 29)))
        self.assertTrue(may_try_again(failures, now=at(8, 30)))

    @given(failures=st.lists(moments, max_size=40))
    def test_everybody_is_tried_again_some_day(self, failures):
        self.assertTrue(may_try_again(failures, now=max(failures, default=at(0)) + LONGEST_WAIT))


class SilentDaysTests(SimpleTestCase):
    def test_today_and_the_day_of_the_story_do_not_count(self):
        today, since = date(2026, 11, 21), date(2020, 1, 1)
        for last, expected in ((today, 0), (today - DAY, 0), (today - 11 * DAY, 10)):
            with self.subTest(last=last):
                self.assertEqual(silent_days(today=today, last=last, since=since), expected)

    def test_a_new_unit_has_not_been_silent_before_it_was(self):
        today = date(2026, 11, 21)
        self.assertEqual(silent_days(today=today, last=None, since=today - 2 * DAY), 2)
        self.assertEqual(silent_days(today=today, last=None, since=today + DAY), 0)


class IsBehindTests(SimpleTestCase):
    BEGIN, END = datetime(2026, 11, 1, tzinfo=VIET_NAM), datetime(2026, 12, 1, tzinfo=VIET_NAM)

    def behind(self, now: datetime, *, done: int, number: int = 4, share: int = 50) -> bool:
        return is_behind(
            number=number, done=done, begins_at=self.BEGIN, ends_at=self.END, now=now, share=share
        )

    def test_half_the_month_gone_and_less_than_half_done(self):
        half = datetime(2026, 11, 16, tzinfo=VIET_NAM)
        self.assertTrue(self.behind(half, done=1))
        self.assertFalse(self.behind(half, done=2))
        self.assertFalse(self.behind(half - SECOND, done=0))
        self.assertFalse(self.behind(self.END, done=0))
        self.assertTrue(self.behind(half, done=0, number=1))

    @given(
        seconds=st.integers(0, 30 * 86400),
        number=st.integers(1, 1000),
        done=st.integers(0, 1000),
        share=st.integers(1, 99),
    )
    def test_whoever_has_done_all_is_never_behind_and_more_done_is_never_worse(
        self, seconds, number, done, share
    ):
        now = self.BEGIN + timedelta(seconds=seconds)
        self.assertFalse(self.behind(now, done=number, number=number, share=share))
        if not self.behind(now, done=done, number=number, share=share):
            self.assertFalse(self.behind(now, done=done + 1, number=number, share=share))
