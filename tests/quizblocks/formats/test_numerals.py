from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizblocks.formats.numerals import (
    decimal_range,
    read_number,
    read_percent,
    write_number,
    write_percent,
)

pytestmark = pytest.mark.usefixtures("english")


class NumberTests:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("5", Fraction(5)),
            (" -0.25 ", Fraction(-1, 4)),
            (".5", Fraction(1, 2)),
            ("5.", Fraction(5)),
            ("1.5e3", Fraction(1500)),
            ("1,5", None),
            ("", None),
            ("1/2", None),
            ("٣", None),
            ("1e999999999", None),
            ("nan", None),
        ],
    )
    def test_decimals_are_exact_and_nothing_else_is_a_number(self, text, value):
        assert read_number(text) == value

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9)))
    def test_a_written_number_is_read_back(self, value):
        assert read_number(write_number(Fraction(value))) == Fraction(value)

    @pytest.mark.parametrize(
        ("low", "high", "written"),
        [
            (Fraction(1, 3), Fraction(2, 3), ("0.333333333333", "0.666666666667")),
            (Fraction(-1, 3), Fraction(-1, 4), ("-0.333333333334", "-0.25")),
            (Fraction(7), Fraction(7), ("7", "7")),
        ],
    )
    def test_a_range_is_rounded_outwards(self, low, high, written):
        assert tuple(map(write_number, decimal_range(low, high))) == written


class PercentTests:
    @pytest.mark.parametrize(
        ("text", "share"),
        [
            ("100", Fraction(1)),
            ("-100", Fraction(-1)),
            ("50", Fraction(1, 2)),
            ("33.33333", Fraction(1, 3)),
            ("33.3", Fraction(1, 3)),
            ("66.66", Fraction(2, 3)),
            ("66.66667", Fraction(2, 3)),
            ("14.28571", Fraction(1, 7)),
            ("12.5", Fraction(1, 8)),
            ("33", Fraction(33, 100)),
            ("99.9", Fraction(999, 1000)),
            ("100.1", None),
            ("101", None),
            ("nhiều", None),
        ],
    )
    def test_cut_decimals_are_the_share_they_come_from(self, text, share):
        assert read_percent(text) == share

    @given(st.integers(-12, 12), st.integers(1, 12))
    def test_a_written_share_is_read_back(self, part, whole):
        share = Fraction(max(-whole, min(part, whole)), whole)
        assert read_percent(write_percent(share)) == share
