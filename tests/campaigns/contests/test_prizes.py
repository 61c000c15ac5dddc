"""Who wins what. Pure."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.contests.results.prizes import (
    Awards,
    award,
    awards_from_bytes,
    awards_to_bytes,
    percent_hundredths,
)
from campaigns.contests.results.ranking import rank, rank_sum
from campaigns.contests.rules import ContestRules, LeagueRules, PrizeRules

from .tables import attempt, week

AN, BINH, CHI, DUNG, EM = 1, 2, 3, 4, 5


def round_of(number, *entrants, **said):
    """A round in which ``entrants`` came in in this order."""
    return [
        attempt(number * 100 + place, entrant, 10 - place, round=number, **said)
        for place, entrant in enumerate(entrants)
    ]


def contest(*prizes, rounds=2, **said) -> ContestRules:
    weeks = tuple(week(number) for number in range(1, rounds + 1))
    return ContestRules(title="", rounds=weeks, prizes=prizes, **said)


def won(rules, attempts, headcounts=None) -> Awards:
    tables = {each.number: rank(each, attempts, None, headcounts) for each in rules.rounds}
    tables[0] = rank_sum(rules, attempts, {}, headcounts)
    return award(rules, tables)


def winners(awards):
    return [(each.round, each.prize, each.entrant) for each in awards.persons]


def prize(place, count=1, **said) -> PrizeRules:
    return PrizeRules(title=f"Giải {place}", place=place, count=count, **{"round": 1, **said})


class PersonPrizeTests:
    def test_prizes_go_down_the_table_by_place_and_count(self):
        rules = contest(prize(1), prize(2, 2), rounds=1)
        awards = won(rules, round_of(1, CHI, AN, BINH, DUNG))
        assert winners(awards) == [(1, 0, CHI), (1, 1, AN), (1, 1, BINH)]

    def test_the_higher_prize_of_a_later_round_is_kept_and_the_lower_goes_to_the_next(self):
        rules = contest(prize(1), prize(2), prize(1, round=2), prize(2, round=2))
        awards = won(rules, [*round_of(1, AN, BINH, CHI), *round_of(2, BINH, DUNG)])
        assert winners(awards) == [(1, 0, AN), (1, 1, CHI), (2, 2, BINH), (2, 3, DUNG)]
        assert [(each.entrant, each.prize, each.kept) for each in awards.passed_over] == [
            (BINH, 1, 2)
        ]

    def test_of_equal_prizes_the_whole_contest_then_the_earlier_round_is_kept(self):
        rules = contest(prize(1), prize(1, round=2), prize(1, round=0))
        awards = won(rules, [*round_of(1, AN, BINH), *round_of(2, AN, BINH, CHI)])
        assert winners(awards) == [(0, 2, AN), (1, 0, BINH), (2, 1, CHI)]

    def test_several_prizes_are_kept_where_the_rules_allow_it(self):
        rules = contest(prize(1), prize(1, round=2), one_prize_each=False)
        awards = won(rules, [*round_of(1, AN, BINH), *round_of(2, AN)])
        assert winners(awards) == [(1, 0, AN), (2, 1, AN)]

    def test_a_prize_for_all_is_given_in_every_league(self):
        leagues = (LeagueRules("a", "A"), LeagueRules("b", "B"))
        rules = contest(prize(1), prize(2, league="b"), rounds=1, leagues=leagues)
        tries = [*round_of(1, AN, BINH, league="a")]
        tries += [
            each._replace(attempt=each.attempt + 50) for each in round_of(1, CHI, DUNG, league="b")
        ]
        assert winners(won(rules, tries)) == [(1, 0, AN), (1, 0, CHI), (1, 1, DUNG)]

    def test_ac_03_five_rounds_of_one_two_three_five_are_55_prizes(self):
        lists = [
            prize(place, count, round=number)
            for number in range(1, 6)
            for place, count in enumerate((1, 2, 3, 5), start=1)
        ]
        rules = contest(*lists, rounds=5)
        tries = [each for number in range(1, 6) for each in round_of(number, *range(1, 71))]
        awards = won(rules, tries)
        assert len(awards.persons) == 55
        assert len({each.entrant for each in awards.persons}) == 55

    def test_people_level_at_the_edge_of_a_prize_are_named(self):
        tries = [attempt(pk, pk, 5, begins=0) for pk in (1, 2)]
        (level,) = won(contest(prize(1), rounds=1), tries).levels
        assert (level.prize, level.place) == (0, 1)


class UnitPrizeTests:
    tries = [
        *(attempt(n, n, 4, unit=7) for n in range(1, 5)),
        *(attempt(n, n, 9, unit=8) for n in range(5, 7)),
    ]
    headcounts = {7: 100, 8: 10}

    def measured(self, *measures, headcounts=None, **said):
        prizes = [prize(1, measure=each) for each in measures]
        rules = contest(*prizes, rounds=1, **said)
        awards = won(rules, self.tries, self.headcounts if headcounts is None else headcounts)
        return [(each.unit, each.numerator, each.denominator) for each in awards.units]

    def test_each_measure_has_its_winner(self):
        assert self.measured("entrants") == [(7, 4, 1)]
        assert self.measured("rate") == [(8, 1, 5)]
        assert self.measured("mean") == [(8, 9, 1)]

    def test_points_are_the_rate_in_percent_and_the_prizes_of_its_people(self):
        first = prize(1, points=30)
        rules = contest(first, prize(1, measure="points"), rounds=1)
        (best,) = won(rules, self.tries, {7: 100, 8: 100}).units
        assert (best.unit, best.numerator) == (8, 32)

    def test_a_unit_that_tops_two_lists_has_the_first_and_the_second_passes_on(self):
        assert self.measured("rate", "mean") == [(8, 1, 5), (7, 4, 1)]

    def test_without_a_headcount_there_is_no_rate(self):
        assert self.measured("rate", headcounts={7: 100}) == [(7, 1, 25)]

    def test_percentages_are_right(self):
        # The press release that had 23.53 % for these numbers.
        assert percent_hundredths(229, 1000) == 2290
        assert percent_hundredths(1, 8) == 1250
        assert [percent_hundredths(part, 20_000) for part in (1, 2, 3)] == [1, 1, 2]


orders = st.lists(st.permutations(range(1, 8)).map(lambda all_: all_[:5]), min_size=1, max_size=3)
prize_lists = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(1, 2)), max_size=6
)


class PropertyTests:
    @given(orders, prize_lists)
    @settings(max_examples=60)
    def test_nobody_has_two_prizes_and_nobody_better_goes_without(self, rounds, listed):
        rules = contest(
            *(prize(place, count, round=number) for number, place, count in listed),
            rounds=len(rounds),
        )
        tries = [
            each for number, order in enumerate(rounds, 1) for each in round_of(number, *order)
        ]
        awards = won(rules, tries)
        has = {each.entrant: rules.prizes[each.prize] for each in awards.persons}
        assert all(
            count == 1 for count in Counter(each.entrant for each in awards.persons).values()
        )
        for number, order in enumerate(rounds, 1):
            for each in awards.persons:
                if each.round != number:
                    continue
                given = rules.prizes[each.prize]
                for better in order[: order.index(each.entrant)]:
                    assert has[better].place <= given.place
        assert awards_from_bytes(awards_to_bytes(awards, {1: "x"})) == awards
