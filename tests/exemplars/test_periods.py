"""Units over time."""

from datetime import date
from itertools import pairwise

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from exemplars.periods import first_overlap

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


class OverlapTests(SimpleTestCase):
    def test_one_may_begin_on_the_day_on_which_another_ends(self):
        day = date(2025, 7, 1)
        self.assertIsNone(first_overlap([(None, day), (day, None)]))
        self.assertIsNone(first_overlap([(day, None), (None, day)]))

    def test_the_later_one_is_named(self):
        spans = [(date(2022, 1, 1), None), (date(2020, 1, 1), date(2023, 1, 1))]
        self.assertEqual(first_overlap(spans), 0)
        self.assertEqual(first_overlap([(None, None), (None, None)]), 1)

    @given(st.lists(DAYS, min_size=2, max_size=8, unique=True))
    def test_days_in_a_row_never_overlap(self, days):
        days = sorted(days)
        self.assertIsNone(first_overlap(list(pairwise(days))))
