from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizblocks.marking import mark_response

CHOICES = st.frozensets(st.integers(1, 6))


class TestMarkResponse:
    @pytest.mark.parametrize(
        ("key", "response", "share"),
        [({2}, {2}, 1), ({2}, {1}, 0), ({2}, set(), 0), ({2}, {1, 2}, 0)],
    )
    def test_one_right_choice_is_right_or_wrong(self, key, response, share):
        assert mark_response(takes_one=True, key=key, response=response) == share

    @pytest.mark.parametrize(
        ("response", "share"),
        [
            ({1, 2}, Fraction(1)),
            ({1}, Fraction(1, 2)),
            ({1, 3}, Fraction(0)),
            ({1, 2, 3}, Fraction(1, 2)),
            ({3}, Fraction(0)),
        ],
    )
    def test_several_right_choices_earn_shares_and_lose_them(self, response, share):
        assert mark_response(takes_one=False, key={1, 2}, response=response) == share

    @given(key=CHOICES.filter(bool), response=CHOICES, takes_one=st.booleans())
    def test_a_mark_lies_between_nothing_and_all_and_all_means_the_key(
        self, key, response, takes_one
    ):
        share = mark_response(takes_one=takes_one, key=key, response=response)
        assert 0 <= share <= 1
        assert (share == 1) == (key == response)

    def test_a_question_without_key_cannot_be_marked(self):
        with pytest.raises(ValueError, match="right choice"):
            mark_response(takes_one=True, key=set(), response={1})
