"""The calendar arithmetic, by example and by property."""

from datetime import date, timedelta

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from campaigns import slots
from campaigns.slots import DayState

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
MONTHS = st.tuples(st.integers(1, 9999), st.integers(1, 12))
DAY = timedelta(days=1)


class MonthGridTests(SimpleTestCase):
    def test_november_2026_begins_on_a_sunday_and_needs_six_rows(self):
        grid = slots.month_grid(2026, 11)
        assert grid[0] == [None] * 6 + [date(2026, 11, 1)]
        assert len(grid) == 6
        assert grid[5][0] == date(2026, 11, 30)

    @given(MONTHS)
    def test_every_day_stands_once_under_its_weekday(self, month):
        grid = slots.month_grid(*month)
        days = [day for row in grid for day in row if day]
        assert days == sorted(set(days))
        assert days[0].day == 1
        assert days[-1] == slots.month_end(*month)
        assert len(days) == days[-1].day
        for row in grid:
            assert len(row) == 7
            assert any(row)
            for weekday, day in enumerate(row):
                assert day is None or day.weekday() == weekday

    @given(MONTHS, st.integers(-40, 40))
    def test_shifting_there_and_back_changes_nothing(self, month, by):
        assert slots.shift_month(*slots.shift_month(*month, by), -by) == month

    def test_december_is_followed_by_january(self):
        assert slots.shift_month(2026, 12, 1) == (2027, 1)
        assert slots.shift_month(2026, 1, -1) == (2025, 12)


class WeekTests(SimpleTestCase):
    @given(DAYS)
    def test_a_week_is_known_by_the_monday_before(self, day):
        monday = slots.week_start(day)
        assert monday.weekday() == 0
        assert timedelta(0) <= day - monday < timedelta(days=7)
        assert slots.week_number(monday) == slots.week_number(day)

    def test_new_years_day_may_belong_to_the_old_year(self):
        assert slots.week_number(date(2027, 1, 1)) == (2026, 53)
        assert slots.week_number(date(2026, 11, 21)) == (2026, 47)


class DayStateTests(SimpleTestCase):
    SPAN = {"starts_on": date(2026, 3, 26), "ends_on": date(2026, 12, 31)}
    TODAY = date(2026, 11, 21)

    def state(self, day, *, is_lit=False):
        return slots.day_state(day, is_lit=is_lit, today=self.TODAY, **self.SPAN)

    def test_a_day_over_without_news_is_a_gap_and_today_is_not(self):
        assert self.state(date(2026, 11, 20)) == DayState.GAP
        assert self.state(self.TODAY) == DayState.OPEN
        assert self.state(date(2026, 11, 22)) == DayState.FUTURE

    def test_a_lit_day_is_lit_whenever_it_is(self):
        for day in (date(2026, 11, 20), self.TODAY):
            assert self.state(day, is_lit=True) == DayState.LIT

    def test_both_ends_belong_to_the_campaign(self):
        assert self.state(date(2026, 3, 26)) == DayState.GAP
        assert self.state(date(2026, 12, 31)) == DayState.FUTURE
        assert self.state(date(2026, 3, 25)) == DayState.OUTSIDE
        assert self.state(date(2027, 1, 1), is_lit=True) == DayState.OUTSIDE


class StreakTests(SimpleTestCase):
    TODAY = date(2026, 11, 21)

    def test_today_without_news_breaks_no_streak(self):
        lit = {self.TODAY - DAY, self.TODAY - 2 * DAY}
        assert slots.current_streak(lit, last=self.TODAY) == 2
        assert slots.current_streak({*lit, self.TODAY}, last=self.TODAY) == 3

    def test_yesterday_without_news_does(self):
        assert slots.current_streak({self.TODAY - 2 * DAY}, last=self.TODAY) == 0
        assert slots.current_streak(set(), last=self.TODAY) == 0

    @given(st.sets(st.integers(0, 30)))
    def test_a_streak_is_the_run_that_ends_today_or_yesterday(self, offsets):
        lit = {self.TODAY - offset * DAY for offset in offsets}
        streak = slots.current_streak(lit, last=self.TODAY)
        begin = 0 if 0 in offsets else 1
        assert all(begin + step in offsets for step in range(streak))
        assert begin + streak not in offsets


class PromiseTests(SimpleTestCase):
    @given(DAYS, st.integers(0, 400), st.integers(-50, 450), st.sets(st.integers(-20, 420)))
    def test_the_figures_never_contradict_each_other(self, start, length, today, offsets):
        span = {
            "starts_on": start,
            "ends_on": start + length * DAY,
            "today": start + today * DAY,
        }
        lit = {start + offset * DAY for offset in offsets}
        for promise in (slots.day_promise(lit, **span), slots.week_promise(lit, **span)):
            assert 0 <= promise.kept <= promise.due <= promise.total
            assert 0 <= promise.streak <= promise.kept
            assert 0 <= promise.percentage <= 100
            assert (promise.percentage == 100) == (promise.due > 0 and promise.missed == 0)

    def test_nineteen_of_twenty_one_days(self):
        lit = {date(2026, 11, number) for number in range(1, 22)} - {
            date(2026, 11, 8),
            date(2026, 11, 15),
        }
        promise = slots.day_promise(
            lit,
            starts_on=date(2026, 11, 1),
            ends_on=date(2026, 11, 30),
            today=date(2026, 11, 21),
        )
        assert (promise.kept, promise.due, promise.total) == (19, 21, 30)
        assert (promise.missed, promise.streak, promise.percentage) == (2, 6, 90)

    def test_a_campaign_that_has_not_begun_owes_nothing(self):
        span = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 31)}
        promise = slots.day_promise(set(), today=date(2026, 11, 21), **span)
        assert (promise.due, promise.percentage, promise.streak) == (0, 0, 0)

    def test_a_week_cut_by_the_first_day_owes_its_story(self):
        promise = slots.week_promise(
            {date(2026, 11, 2)},
            starts_on=date(2026, 11, 7),
            ends_on=date(2026, 11, 30),
            today=date(2026, 11, 21),
        )
        assert (promise.kept, promise.due, promise.total) == (1, 3, 5)
