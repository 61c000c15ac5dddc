import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizblocks.marking import mark_number, mark_order, mark_pairs, mark_response, mark_text
from quizblocks.typed_texts import says

CHOICES = st.frozensets(st.integers(1, 6))
SHARES = st.fractions(-1, 1)
ALL = ("case", "accents", "spaces", "punctuation")


def shuffled(values, seed):
    mixed = list(values)
    random.Random(seed).shuffle(mixed)
    return mixed


class MarkResponseTests:
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


class MarkNumberTests:
    ACCEPTED = ((Fraction(3), Fraction(4), Fraction(1)), (Fraction(2), Fraction(5), Fraction(1, 2)))

    @pytest.mark.parametrize(
        ("number", "share"), [("3", 1), ("4", 1), ("7/2", 1), ("2", "1/2"), ("5", "1/2"), ("6", 0)]
    )
    def test_the_best_range_counts_with_its_ends(self, number, share):
        assert mark_number(accepted=self.ACCEPTED, number=Fraction(number)) == Fraction(share)

    @given(
        accepted=st.lists(st.tuples(st.fractions(), st.fractions(), SHARES), max_size=5),
        number=st.fractions(),
        seed=st.integers(),
    )
    def test_a_mark_lies_between_nothing_and_all_in_any_order(self, accepted, number, seed):
        share = mark_number(accepted=accepted, number=number)
        assert 0 <= share <= 1
        assert share == mark_number(accepted=shuffled(accepted, seed), number=number)


class MarkTextTests:
    @pytest.mark.parametrize(
        ("text", "accepted", "overlooks", "is_said"),
        [
            ("  ho chi  minh.", "Hồ Chí Minh", ALL, True),
            ("Hồ Chí Minh", "Hồ Chí Minh", (), True),
            ("Ho\u0302\u0300 Chí Minh", "Hồ Chí Minh", (), True),
            ("Hồ  Chí Minh ", "Hồ Chí Minh", (), True),
            ("hồ chí minh", "Hồ Chí Minh", (), False),
            ("hồ chí minh", "Hồ Chí Minh", ("case",), True),
            ("Ho Chi Minh", "Hồ Chí Minh", ("case",), False),
            ("DAK LAK", "Đắk Lắk", ("accents",), False),
            ("20-11", "20/11", ("punctuation",), True),
            ("20 / 11", "20/11", ("spaces",), True),
            ("?", "?!", ALL, False),
            ("?", "?", ALL, True),
            ("Bác Hồ kính yêu", "Bác *", (), True),
            ("Bác", "Bác *", (), False),
            ("người anh hùng Lê Lợi", "*Lê Lợi", (), True),
            ("khởi nghĩa ở Lam Sơn, Thanh Hóa", "*Lam*Thanh*", ALL, True),
            ("Thanh Hóa, Lam Sơn", "*Lam*Thanh*", ALL, False),
            ("aa", "a*a*a", (), False),
            ("2*3", "2\\*3", (), True),
            ("2x3", "2\\*3", (), False),
        ],
    )
    def test_what_is_overlooked_and_what_a_star_stands_for(
        self, text, accepted, overlooks, is_said
    ):
        assert says(text, accepted, overlooks=overlooks) is is_said

    @given(
        accepted=st.lists(st.tuples(st.text(max_size=9), SHARES), max_size=5),
        text=st.text(max_size=12),
        overlooks=st.sets(st.sampled_from(ALL)),
        seed=st.integers(),
    )
    def test_a_mark_lies_between_nothing_and_all_in_any_order(
        self, accepted, text, overlooks, seed
    ):
        share = mark_text(accepted=accepted, text=text, overlooks=overlooks)
        assert 0 <= share <= 1
        assert share == mark_text(accepted=shuffled(accepted, seed), text=text, overlooks=overlooks)

    @given(text=st.text(max_size=30), overlooks=st.sets(st.sampled_from(ALL)))
    def test_a_text_says_itself(self, text, overlooks):
        literal = text.replace("\\", "").replace("*", "\\*")
        assert says(text.replace("\\", ""), literal, overlooks=overlooks)


class MarkRowsTests:
    STEPS = st.lists(st.integers(), min_size=2, max_size=7, unique=True)

    @pytest.mark.parametrize(
        ("given_order", "share"),
        [("abcd", 1), ("bcda", "2/3"), ("dcba", 0), ("abdc", "1/3"), ("cdab", "2/3")],
    )
    def test_an_order_earns_its_right_neighbours(self, given_order, share):
        assert mark_order(right="abcd", given=given_order) == Fraction(share)

    @given(right=STEPS, seed=st.integers())
    def test_all_of_the_mark_means_the_right_order(self, right, seed):
        order = shuffled(right, seed)
        share = mark_order(right=right, given=order)
        assert 0 <= share <= 1
        assert (share == 1) == (order == right)

    @pytest.mark.parametrize(("right", "order"), [("a", "a"), ("ab", "abc"), ("ab", "aa")])
    def test_no_order_of_other_steps_is_marked(self, right, order):
        with pytest.raises(ValueError, match="same"):
            mark_order(right=right, given=order)

    @given(
        right=st.dictionaries(st.integers(1, 6), st.integers(1, 4), min_size=1),
        chosen=st.dictionaries(st.integers(1, 6), st.integers(1, 4)),
        seed=st.integers(),
    )
    def test_pairs_earn_their_shares_in_any_order(self, right, chosen, seed):
        share = mark_pairs(right=right, given=chosen)
        assert 0 <= share <= 1
        assert (share == 1) == (right.items() <= chosen.items())
        mixed = dict(shuffled(right.items(), seed))
        assert share == mark_pairs(right=mixed, given=dict(shuffled(chosen.items(), seed)))
