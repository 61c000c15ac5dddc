"""The figures of a question, held against a plain reckoning and a simulated class."""

from fractions import Fraction
from math import isclose, sqrt
from random import Random
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizblocks.statistics.items import (
    ENOUGH,
    Flag,
    Item,
    ItemChoice,
    figures_of,
    figures_of_attempts,
)
from quizblocks.statistics.sums import (
    SCALE,
    Attempt,
    ItemSums,
    Moments,
    Picks,
    Population,
    rests_of,
    scaled,
    sums_of,
)
from quizblocks.statistics.weights import effective_weights

LETTERS = "ABCD"
ITEM = Item(tuple(ItemChoice(letter, letter == "A") for letter in LETTERS))
PARTS = [Fraction(n, 6) for n in range(7)]


def pearson(xs, ys) -> float | None:
    """Return the correlation as schoolbooks write it."""
    x, y = mean(xs), mean(ys)
    top = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    below = sqrt(sum((a - x) ** 2 for a in xs) * sum((b - y) ** 2 for b in ys))
    return top / below if below else None


def close(found, wanted) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return isclose(found, wanted, abs_tol=1e-9)


@st.composite
def matrices(draw):
    """Attempts at one or two quizzes of three questions, with choices and partial marks."""
    rows = draw(
        st.lists(
            st.tuples(
                *[st.sampled_from(PARTS)] * 3, st.sampled_from(LETTERS), st.sampled_from("pq")
            ),
            min_size=ENOUGH,
            max_size=40,
        )
    )
    return [
        Attempt(
            shares={"x": x, "y": y, "z": z},
            picked={"x": frozenset(letter)},
            seconds={"x": 10.0},
            quiz=quiz,
        )
        for x, y, z, letter, quiz in rows
    ]


def counted_in_rows(attempts) -> ItemSums:
    """Return the sums as a table of counts keeps them: one reader added after the other."""
    rows: dict = {}
    share = square = 0
    picked: dict = {}
    for attempt in attempts:
        shares = list(attempt.shares.values())
        own, rest = scaled(shares[0]), rests_of(shares)[0]
        share, square = share + own, square + own * own
        moments, picks = rows.get(attempt.quiz, (Moments(), {}))
        for letter in attempt.picked["x"]:
            picked[letter] = picked.get(letter, 0) + 1
            picks[letter] = picks.get(letter, Picks()) + Picks(1, rest, rest * rest)
        rows[attempt.quiz] = (moments + Moments.of(own, rest), picks)
    populations = tuple(Population(moments, picks) for moments, picks in rows.values())
    return ItemSums(len(attempts), share, square, picked, populations, len(rows))


class FiguresTests:
    @settings(max_examples=25, deadline=None)
    @given(matrices())
    def test_sums_and_attempts_give_the_same_figures(self, attempts):
        assert counted_in_rows(attempts) == sums_of(attempts, "x")
        from_sums = figures_of(counted_in_rows(attempts), ITEM)
        from_attempts = figures_of_attempts(attempts, "x", ITEM)
        assert from_attempts.seconds == 10.0
        for name in ("facility", "spread", "discrimination", "choices", "findings"):
            assert getattr(from_sums, name) == getattr(from_attempts, name)

    @settings(max_examples=25, deadline=None)
    @given(matrices())
    def test_a_plain_reckoning_agrees(self, attempts):
        attempts = [Attempt(a.shares, a.picked, quiz="one") for a in attempts]
        figures = figures_of_attempts(attempts, "x", ITEM)
        shares = [float(attempt.shares["x"]) for attempt in attempts]
        rests = [rests_of(list(attempt.shares.values()))[0] / SCALE for attempt in attempts]
        assert close(figures.facility, mean(shares))
        assert close(figures.discrimination, pearson(shares, rests))
        for choice in figures.choices:
            ticks = [float(choice.key in attempt.picked["x"]) for attempt in attempts]
            assert close(choice.discrimination, pearson(ticks, rests))
            assert close(choice.share, mean(ticks))
        assert figures.efficiency is None or figures.efficiency <= 1 + 1e-9
        if figures.discrimination is not None:
            greatest = pearson(sorted(shares), sorted(rests))
            assert close(figures.efficiency, figures.discrimination / greatest)

    def test_a_worked_example(self):
        # Forty people: y and z are both right for the twenty of whom fifteen have x right.
        attempts = [
            Attempt({"x": Fraction(x), "y": Fraction(y), "z": Fraction(y)}, {"x": frozenset(p)})
            for x, y, p, times in ((1, 1, "A", 15), (0, 1, "B", 5), (1, 0, "A", 5), (0, 0, "C", 15))
            for _ in range(times)
        ]
        figures = figures_of_attempts(attempts, "x", ITEM)
        assert figures.facility == 0.5
        assert close(figures.spread, sqrt(10 / 39))
        assert close(figures.discrimination, 0.5)
        assert close(figures.efficiency, 0.5)
        assert close(figures.discrimination_error, sqrt(0.75 / 38))
        assert figures.guess == 0.25
        weights = effective_weights(attempts)
        assert close(sum(weights.values()), 1.0)
        assert weights["y"] == weights["z"] > weights["x"]

    def test_too_few_answers_give_no_number(self):
        attempts = [Attempt({"x": Fraction(1), "y": Fraction(n % 2)}) for n in range(ENOUGH - 1)]
        figures = figures_of_attempts(attempts, "x", ITEM)
        assert (figures.facility, figures.discrimination) == (None, None)
        assert figures.gravest is Flag.TOO_FEW

    def test_later_attempts_are_left_out_unless_they_are_asked_for(self):
        attempts = [
            Attempt({"x": Fraction(number - 1), "y": Fraction(n % 2)}, number=number)
            for n in range(ENOUGH)
            for number in (1, 2)
        ]
        assert figures_of_attempts(attempts, "x", ITEM).facility == 0
        both = figures_of_attempts(attempts, "x", ITEM, first_only=False)
        assert both.facility == 0.5

    def test_readers_of_an_easy_and_of_a_hard_quiz_are_not_compared(self):
        rng = Random(5)
        attempts = [
            Attempt(
                {"x": Fraction(int(rng.random() < ease)), "y": Fraction(int(rng.random() < ease))},
                quiz=ease,
            )
            for ease in (0.1, 0.9)
            for _ in range(300)
        ]
        assert abs(figures_of_attempts(attempts, "x", ITEM).discrimination) < 0.15
        as_one = [Attempt(attempt.shares) for attempt in attempts]
        assert figures_of_attempts(as_one, "x", ITEM).discrimination > 0.4

    def test_a_question_alone_in_its_quiz_has_a_facility_and_no_discrimination(self):
        attempts = [Attempt({"x": Fraction(n % 2)}) for n in range(ENOUGH)]
        figures = figures_of_attempts(attempts, "x", ITEM)
        assert (figures.facility, figures.discrimination, figures.compared) == (0.5, None, 0)


def simulated_class(rng: Random, *, people: int, questions: int, wrong_key: int | None):
    """Return attempts at ``questions`` items whose right choice is A, and the keys used.

    Ability and difficulty are normal; who does not know picks B, C or D. The item
    ``wrong_key`` is marked as if B were right.
    """
    hardness = [rng.uniform(-1.2, 1.0) for _ in range(questions)]
    keys = ["B" if number == wrong_key else "A" for number in range(questions)]
    attempts = []
    for _ in range(people):
        ability = rng.gauss(0, 1)
        picked = {}
        for number in range(questions):
            knows = rng.random() < 1 / (1 + 2.718 ** (-1.5 * (ability - hardness[number])))
            picked[number] = "A" if knows else rng.choice("BCD")
        shares = {n: Fraction(int(picked[n] == keys[n])) for n in range(questions)}
        attempts.append(Attempt(shares, {n: frozenset(p) for n, p in picked.items()}))
    return attempts, keys


class WrongKeyTests:
    @pytest.mark.parametrize("seed", range(3))
    def test_the_planted_wrong_key_is_pointed_at_and_no_good_question_is(self, seed):
        attempts, keys = simulated_class(Random(seed), people=500, questions=21, wrong_key=7)
        pointed_at = {}
        for number, key in enumerate(keys):
            item = Item(tuple(ItemChoice(letter, letter == key) for letter in LETTERS))
            found = figures_of_attempts(attempts, number, item).findings
            flags = [one for one in found if one.flag is not Flag.WEAK_DISTRACTOR]
            if flags:
                pointed_at[number] = flags[0]
        assert list(pointed_at) == [7]
        assert pointed_at[7].flag is Flag.SUSPECT_KEY
        assert pointed_at[7].choices == ("A",)

    def test_a_class_that_agrees_against_the_key_points_at_it(self):
        attempts = [
            Attempt({"x": Fraction(1 - n % 2), "y": Fraction(n % 2)}, {"x": frozenset("AB"[n % 2])})
            for n in range(40)
        ]
        found = figures_of_attempts(attempts, "x", ITEM).findings[0]
        assert (found.flag, found.choices) == (Flag.SUSPECT_KEY, ("B",))

    def test_distractors_that_nobody_takes_and_easy_questions_are_named(self):
        attempts = [
            Attempt(
                {"x": Fraction(int(n % 50 > 0)), "y": Fraction(n % 2)},
                {"x": frozenset("B" if n % 50 == 0 else "A")},
            )
            for n in range(500)
        ]
        findings = figures_of_attempts(attempts, "x", ITEM).findings
        assert [finding.flag for finding in findings] == [Flag.TOO_EASY, Flag.WEAK_DISTRACTOR]
        assert findings[1].choices == ("B", "C", "D")

    def test_what_only_guessers_get_right_is_named(self):
        rng = Random(3)
        attempts = [
            Attempt({"x": Fraction(int(rng.random() < 0.2)), "y": Fraction(n % 2)})
            for n in range(600)
        ]
        assert figures_of_attempts(attempts, "x", ITEM).gravest is Flag.GUESSED
