"""Sums from which the figures of a question come. Pure: knows neither Django nor the bank.

Shares of a mark are whole numbers of :data:`SCALE`, so that databases add them
up exactly, whichever they are: every fraction of up to ten parts is whole.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

# The least number that 1 to 10 divide.
SCALE = 2520


def scaled(share: Fraction) -> int:
    """Return a share of the mark, 0 to 1, in parts of :data:`SCALE`."""
    return round(share * SCALE)


def rests_of(shares: Sequence[Fraction]) -> list[int]:
    """Return for each question the mean share of the others of its form, scaled.

    Raises:
        ValueError: one question alone has no others.
    """
    if len(shares) < 2:
        raise ValueError("one question alone has no rest")
    total = sum(shares)
    return [scaled(Fraction(total - share) / (len(shares) - 1)) for share in shares]


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the answers to one question in one quiz, of which the rest of the form is known."""

    count: int = 0
    share: int = 0
    share_square: int = 0
    rest: int = 0
    rest_square: int = 0
    product: int = 0

    @classmethod
    def of(cls, share: int, rest: int) -> "Moments":
        """Return the moments of one answer, both scaled."""
        return cls(1, share, share * share, rest, rest * rest, share * rest)

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(
            self.count + other.count,
            self.share + other.share,
            self.share_square + other.share_square,
            self.rest + other.rest,
            self.rest_square + other.rest_square,
            self.product + other.product,
        )


@dataclass(frozen=True, slots=True)
class Picks:
    """The same for one choice: how many picked it, and how well they did in the rest."""

    count: int = 0
    rest: int = 0
    rest_square: int = 0

    def __add__(self, other: "Picks") -> "Picks":
        return Picks(
            self.count + other.count, self.rest + other.rest, self.rest_square + other.rest_square
        )


@dataclass(frozen=True)
class Population:
    """The readers of one quiz: only they can be compared by the rest of their forms."""

    moments: Moments = Moments()
    picks: Mapping[Hashable, Picks] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemSums:
    """What was counted of one question.

    Attributes:
        answers: first answers, also those of which the rest is not known.
        share: sum of their scaled shares.
        share_square: sum of the squares of these.
        picked: how often each choice was picked in these answers.
        populations: the answers with a known rest, quiz by quiz.
        uses: in how many quizzes it was asked.
    """

    answers: int
    share: int
    share_square: int
    picked: Mapping[Hashable, int]
    populations: tuple[Population, ...]
    uses: int


@dataclass(frozen=True)
class Attempt:
    """One person's answers to one quiz: a row of the matrix.

    Attributes:
        shares: share of the mark by question.
        picked: names of the choices picked by question.
        seconds: time taken by question, where it is known.
        quiz: which quiz it was; only attempts at the same one are compared.
        number: 1 for the person's first attempt.
    """

    shares: Mapping[Hashable, Fraction]
    picked: Mapping[Hashable, frozenset] = field(default_factory=dict)
    seconds: Mapping[Hashable, float] = field(default_factory=dict)
    quiz: Hashable = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """One person's share in a question and in the rest of the quiz, both scaled."""

    quiz: Hashable
    share: int
    rest: int
    picked: frozenset


def pairs_of(attempts: Iterable[Attempt], item: Hashable) -> list[Pair]:
    """Return the pairs of ``item`` in the attempts that had it and something else."""
    pairs = []
    for attempt in attempts:
        if item not in attempt.shares or len(attempt.shares) < 2:
            continue
        own = attempt.shares[item]
        others = sum(attempt.shares.values()) - own
        rest = scaled(Fraction(others) / (len(attempt.shares) - 1))
        picked = attempt.picked.get(item, frozenset())
        pairs.append(Pair(attempt.quiz, scaled(own), rest, picked))
    return pairs


def sums_of(attempts: Sequence[Attempt], item: Hashable) -> ItemSums:
    """Return the sums of ``item`` over a matrix of attempts."""
    answered = [attempt for attempt in attempts if item in attempt.shares]
    shares = [scaled(attempt.shares[item]) for attempt in answered]
    picked: dict[Hashable, int] = {}
    for attempt in answered:
        for choice in attempt.picked.get(item, ()):
            picked[choice] = picked.get(choice, 0) + 1
    moments: dict[Hashable, Moments] = {}
    picks: dict[Hashable, dict[Hashable, Picks]] = {}
    for pair in pairs_of(answered, item):
        moments[pair.quiz] = moments.get(pair.quiz, Moments()) + Moments.of(pair.share, pair.rest)
        own = picks.setdefault(pair.quiz, {})
        for choice in pair.picked:
            own[choice] = own.get(choice, Picks()) + Picks(1, pair.rest, pair.rest**2)
    return ItemSums(
        answers=len(answered),
        share=sum(shares),
        share_square=sum(share * share for share in shares),
        picked=picked,
        populations=tuple(Population(moments[quiz], picks[quiz]) for quiz in moments),
        uses=len({attempt.quiz for attempt in answered}),
    )
