"""The order of nominations: pure, exact, explained."""

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from exemplars.nominations.ranking import Entry, Link, Rule, rank_entries, total_of

RULES = (Rule(Fraction(10)), Rule(Fraction(5), Fraction(2)))


def entry(key, *sheets, place=0):
    rows = tuple(tuple(Fraction(p) for p in sheet) for sheet in sheets)
    return Entry(key=key, sheets=rows, place=place)


def order(*entries):
    return [(each.key, each.rank) for each in rank_entries(entries, RULES)]


class RankingTests:
    def test_the_weighted_mean_decides(self):
        # 10 + 2 × 1 = 12 against 4 + 2 × 5 = 14.
        assert order(entry("a", (10, 1)), entry("b", (4, 5))) == [("b", 1), ("a", 2)]

    def test_the_mean_is_of_those_who_scored_and_the_spread_between_them(self):
        (only,) = rank_entries([entry("a", (10, 5), (4, 2))], RULES)
        assert (only.mean, only.spread, only.means) == (14, 12, (7, Fraction(7, 2)))

    def test_a_third_is_not_rounded_away(self):
        thirds = entry("a", (1, 0), (0, 0), (0, 0))
        less = entry("b", ("0.3333", 0))
        assert order(less, thirds) == [("a", 1), ("b", 2)]

    def test_equal_means_are_parted_by_the_criteria_in_their_order(self):
        one, other = rank_entries([entry("a", (6, 2)), entry("b", (8, 1))], RULES)
        assert (one.key, other.key) == ("b", "a")
        assert (other.behind_by, other.criterion) == (Link.CRITERION, 0)

    def test_then_by_the_number_of_top_marks(self):
        even, uneven = entry("a", (5, 3), (5, 3)), entry("b", (10, 3), (0, 3))
        first, second = rank_entries([even, uneven], RULES)
        assert (first.key, first.top_marks) == ("b", 1)
        assert second.behind_by == Link.TOP_MARKS

    def test_what_is_level_then_shares_the_rank_and_the_next_is_skipped(self):
        found = rank_entries([entry("a", (5, 1)), entry("b", (5, 1)), entry("c", (1, 1))], RULES)
        assert [(each.key, each.rank, each.is_tied) for each in found] == [
            ("a", 1, True),
            ("b", 1, True),
            ("c", 3, False),
        ]

    def test_the_panel_parts_what_is_level(self):
        first, second = rank_entries(
            [entry("a", (5, 1), place=2), entry("b", (5, 1), place=1)], RULES
        )
        assert (first.key, second.key, second.rank) == ("b", "a", 2)
        assert second.behind_by == Link.PANEL
        assert not second.is_tied

    def test_the_panel_parts_nothing_that_is_not_level(self):
        assert order(entry("a", (9, 1), place=2), entry("b", (5, 1), place=1))[0] == ("a", 1)

    def test_what_nobody_scored_comes_last_and_level(self):
        found = rank_entries([entry("x"), entry("y"), entry("a", (0, 0))], RULES)
        assert [(each.key, each.rank, each.mean) for each in found] == [
            ("a", 1, 0),
            ("x", 2, None),
            ("y", 2, None),
        ]


def points():
    return st.tuples(
        st.integers(0, 40).map(lambda n: Fraction(n, 4)),
        st.integers(0, 20).map(lambda n: Fraction(n, 4)),
    )


sheets = st.lists(points(), max_size=4).map(tuple)
many = st.lists(sheets, max_size=8).map(
    lambda rows: [Entry(key=number, sheets=row) for number, row in enumerate(rows)]
)


class RankingPropertyTests:
    @given(many)
    def test_everybody_stands_once_and_ranks_are_those_of_a_competition(self, entries):
        found = rank_entries(entries, RULES)
        assert sorted(each.key for each in found) == [each.key for each in entries]
        for place, each in enumerate(found, start=1):
            better = sum(1 for other in found if other.rank < each.rank)
            assert each.rank == better + 1 <= place

    @given(many, st.randoms(use_true_random=False))
    def test_the_order_in_which_they_come_decides_nothing(self, entries, rng):
        shuffled = list(entries)
        rng.shuffle(shuffled)
        ranks = {each.key: each.rank for each in rank_entries(entries, RULES)}
        assert {each.key: each.rank for each in rank_entries(shuffled, RULES)} == ranks

    @given(many)
    def test_nobody_with_a_lower_mean_is_ahead(self, entries):
        means = [each.mean for each in rank_entries(entries, RULES) if each.mean is not None]
        assert means == sorted(means, reverse=True)

    @given(many)
    def test_level_is_only_who_differs_in_nothing(self, entries):
        found = rank_entries(entries, RULES)
        for one, other in itertools.pairwise(found):
            same = (one.mean, one.means, one.top_marks) == (
                other.mean,
                other.means,
                other.top_marks,
            )
            assert (one.rank == other.rank) == same
            assert (other.behind_by is None) == (other.rank == 1)

    @given(many, points(), st.integers(0, 7))
    def test_more_points_never_set_anybody_back(self, entries, extra, chosen):
        scored = [each for each in entries if each.sheets]
        if not scored:
            return
        target = scored[chosen % len(scored)]
        best = tuple(rule.most for rule in RULES)
        better = Entry(key=target.key, sheets=(best, *target.sheets[1:]))
        after = [better if each.key == target.key else each for each in entries]
        rank = {each.key: each.rank for each in rank_entries(entries, RULES)}
        assert {e.key: e.rank for e in rank_entries(after, RULES)}[target.key] <= rank[target.key]

    @given(points())
    def test_a_total_is_never_above_the_most(self, sheet):
        assert 0 <= total_of(sheet, RULES) <= sum(rule.most * rule.weight for rule in RULES)
