from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from goodnews.home.colours import (
    DARK_RAISED,
    READABLE,
    WHITE,
    contrast,
    lightened_for_dark,
    mix,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


class ContrastTests(TestCase):
    def test_black_on_white_is_21_and_a_colour_on_itself_1(self):
        self.assertAlmostEqual(contrast("#000000", WHITE), 21)
        self.assertAlmostEqual(contrast("#0b5cad", "#0B5CAD"), 1)

    def test_the_figures_of_the_palette_are_met(self):
        for colour, ground, ratio in (
            ("#0B5CAD", WHITE, 6.67),
            ("#12233A", WHITE, 15.82),
            ("#7A4B00", "#FFF3D1", 6.70),
            ("#0B5CAD", "#FFC53D", 4.23),
        ):
            with self.subTest(colour=colour, ground=ground):
                self.assertAlmostEqual(contrast(colour, ground), ratio, places=1)

    def test_what_is_no_colour_is_refused(self):
        for value in ("", "blue", "#fff", "#12345g", "#1234567", "123456"):
            with self.subTest(value=value), self.assertRaises(ValueError):
                contrast(value, WHITE)

    @given(COLOURS, COLOURS)
    def test_the_order_of_the_two_colours_does_not_matter(self, one, other):
        self.assertAlmostEqual(contrast(one, other), contrast(other, one))


class LightenedForDarkTests(TestCase):
    @given(COLOURS)
    def test_every_colour_becomes_readable_on_the_dark_theme(self, colour):
        self.assertGreaterEqual(contrast(lightened_for_dark(colour), DARK_RAISED), READABLE)

    def test_a_colour_that_is_readable_already_stays(self):
        self.assertEqual(lightened_for_dark("#7db8f5"), "#7db8f5")

    def test_mixing_reaches_both_ends(self):
        self.assertEqual(mix("#000000", WHITE, 0), "#000000")
        self.assertEqual(mix("#000000", WHITE, 1), WHITE)
