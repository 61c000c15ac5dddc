"""The age moves on with the calendar."""

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from exemplars.ages import possible_bands, present_band
from goodnews.consents.choices import AgeBand

ADULT, CHILD, SMALL = AgeBand.ADULT, AgeBand.CHILD, AgeBand.SMALL_CHILD


class AgeTests(SimpleTestCase):
    def test_in_the_year_of_a_birthday_between_two_bands_both_are_possible(self):
        cases = [
            (2009, (ADULT,)),
            (2010, (CHILD, ADULT)),
            (2011, (CHILD,)),
            (2018, (CHILD,)),
            (2019, (SMALL, CHILD)),
            (2020, (SMALL,)),
        ]
        for birth_year, bands in cases:
            with self.subTest(birth_year=birth_year):
                self.assertEqual(possible_bands(birth_year, year=2026), bands)

    def test_a_child_grows_up_and_what_was_entered_decides_in_the_year_between(self):
        cases = [(CHILD, 2025, CHILD), (CHILD, 2026, CHILD), (ADULT, 2026, ADULT)]
        cases += [(CHILD, 2027, ADULT), (ADULT, 2025, CHILD)]
        for entered, year, expected in cases:
            with self.subTest(entered=entered, year=year):
                self.assertEqual(present_band(entered, birth_year=2010, year=year), expected)

    def test_without_a_year_of_birth_nothing_moves(self):
        self.assertEqual(present_band(CHILD, birth_year=None, year=2099), CHILD)

    @given(st.sampled_from(AgeBand), st.integers(1900, 2100), st.integers(0, 120))
    def test_nobody_grows_younger(self, entered, birth_year, age):
        order = [SMALL, CHILD, ADULT]
        now, later = (
            present_band(entered, birth_year=birth_year, year=birth_year + age + more)
            for more in (0, 1)
        )
        is_older = order.index(AgeBand(now)) <= order.index(AgeBand(later))
        # Only what was entered too high for the year of birth is lowered again.
        self.assertTrue(
            is_older or entered not in possible_bands(birth_year, year=birth_year + age + 1)
        )
